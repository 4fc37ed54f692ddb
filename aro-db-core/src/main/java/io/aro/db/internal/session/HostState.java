package io.aro.db.internal.session;

import io.aro.db.connection.HostTransactions;
import org.jooq.DSLContext;

/** The state of the host application's transaction on the calling thread. */
@FunctionalInterface
public interface HostState {

    /** The kinds of host transactions. */
    enum Kind {
        NONE,
        WRITING,
        READING
    }

    /** Returns the current kind; {@code NONE} outside host transactions. */
    Kind now();

    /** Returns the constant state without a host transaction. */
    static HostState none() {
        return () -> Kind.NONE;
    }

    /** Returns the state reported by the host application. */
    static HostState of(HostTransactions transactions) {
        return () -> transactions.isActive() ? active(transactions.isReadOnly()) : Kind.NONE;
    }

    /**
     * Returns the state derived from auto-commit and read-only mode of the context's connection, without a round trip.
     */
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
