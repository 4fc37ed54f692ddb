package io.aro.db.connection;

import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The transactions of an application that binds them to a thread, as Spring does.
 *
 * <p>An implementation is thread-safe; each method is about the thread that calls it. It is all that a framework needs to
 * let the library take part in its transactions.
 */
public interface HostTransactions {

    /** How a transaction ended. */
    enum End {
        /** It was committed. */
        COMMITTED,
        /** It was rolled back. */
        ROLLED_BACK,
        /** The application cannot tell, for example because the connection broke during the commit. */
        UNKNOWN
    }

    /** A transaction that {@link #begin} began, or took part in; belongs to one thread. */
    interface Begun {

        /**
         * Commits; leaves that to the application if it was the one that began.
         *
         * @throws RuntimeException if the transaction was rolled back instead
         */
        void commit();

        /** Rolls back; if the application began, marks its transaction so that it can only be rolled back. */
        void rollBack();
    }

    /** Returns the source that gives the connection of the active transaction, and others while none is active. */
    DataSource connections();

    /** Tells whether a transaction is active; asks no database. */
    boolean isActive();

    /** Tells whether the active transaction was begun to read only; false if none is active. */
    boolean isReadOnly();

    /** Begins a transaction that may write, or takes part in the active one. */
    Begun begin();

    /** Calls back on this thread after the active transaction has ended; call it only while one is active. */
    void afterEnd(Consumer<End> callback);
}
