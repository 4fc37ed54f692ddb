package io.aro.db.internal.session;

import io.aro.db.connection.HostTransactions;
import org.jooq.DSLContext;

/** Whether the calling thread is in a transaction of the application around the library, and in which kind. */
@FunctionalInterface
public interface HostState {

    /** The kinds. */
    enum Kind {
        NONE,
        WRITING,
        READING
    }

    /** Returns the state at this moment. */
    Kind now();

    /** Returns the state where no application has transactions of its own. */
    static HostState none() {
        return () -> Kind.NONE;
    }

    /** Returns the state that an application tells of itself. */
    static HostState of(HostTransactions transactions) {
        return () -> transactions.isActive() ? active(transactions.isReadOnly()) : Kind.NONE;
    }

    /** Returns the state that the connection shows which the context lends; it costs no round trip. */
    static HostState of(DSLContext applications) {
        return () -> {
            try {
                return applications.connectionResult(
                        connection -> connection.getAutoCommit() ? Kind.NONE : active(connection.isReadOnly()));
            } catch (RuntimeException e) {
                throw DatabaseFailures.translated(e);
            }
        };
    }

    private static Kind active(boolean readOnly) {
        return readOnly ? Kind.READING : Kind.WRITING;
    }
}
