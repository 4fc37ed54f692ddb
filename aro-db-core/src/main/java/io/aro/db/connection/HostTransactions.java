package io.aro.db.connection;

import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Thread-bound transactions of a host application, such as Spring's.
 *
 * <p>Implementations are thread-safe. Each method refers to the transaction of the calling thread. To join a
 * framework's transactions, the library needs only an implementation of this interface.
 */
public interface HostTransactions {

    /** The outcome of a transaction. */
    enum End {
        /** The transaction was committed. */
        COMMITTED,
        /** The transaction was rolled back. */
        ROLLED_BACK,
        /** In-doubt commit: for example, the connection broke during the commit. */
        UNKNOWN
    }

    /** A transaction begun or joined by {@link #begin}; confined to one thread. */
    interface Begun {

        /**
         * Commits the transaction, or does nothing if {@link #begin} joined a transaction of the host application.
         *
         * @throws RuntimeException if the transaction was rolled back instead
         */
        void commit();

        /** Rolls back the transaction. A joined transaction is only marked for rollback. */
        void rollBack();
    }

    /** Returns the data source. It returns the bound connection during a transaction, otherwise a free connection. */
    DataSource connections();

    /** Returns whether a transaction is active, without a round trip to the database. */
    boolean isActive();

    /** Returns whether the active transaction is read-only; false without an active transaction. */
    boolean isReadOnly();

    /** Begins a read-write transaction, or joins the active transaction. */
    Begun begin();

    /**
     * Registers a callback for the end of the active transaction. The callback runs on this thread. Call this method
     * only during a transaction.
     */
    void afterEnd(Consumer<End> callback);
}
