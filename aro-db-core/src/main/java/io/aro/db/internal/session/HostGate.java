package io.aro.db.internal.session;

import io.aro.db.connection.HostTransactions;
import io.aro.db.connection.HostTransactions.End;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.internal.session.HostState.Kind;
import java.util.Locale;
import java.util.function.Consumer;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Guard against calls not allowed in a host transaction. Rejects them before a statement is sent.
 *
 * <p>Thread-safe; each method refers to the calling thread.
 */
public final class HostGate {

    private final HostState state;
    private final @Nullable Connections own;
    private final @Nullable HostTransactions host;
    private final HostLosses losses;

    private HostGate(HostState state, @Nullable Connections own, @Nullable HostTransactions host, HostLosses losses) {
        this.state = state;
        this.own = own;
        this.host = host;
        this.losses = losses;
    }

    /**
     * Returns the guard for the transactions of a host application.
     *
     * @param own connections with independent transactions on the host's pool
     */
    public static HostGate of(HostTransactions host, Connections own) {
        return new HostGate(HostState.of(host), own, host, HostLosses.of(host));
    }

    /**
     * Returns the guard over a jOOQ context. A context provides no independent connections and no end-of-transaction
     * callback.
     */
    public static HostGate of(HostState state, HostLosses losses) {
        return new HostGate(state, null, null, losses);
    }

    boolean isInside() {
        return state.now() != Kind.NONE;
    }

    boolean onlyReads() {
        return state.now() == Kind.READING;
    }

    /** Returns the record of lost host transactions, or null outside a host transaction. */
    @Nullable
    HostLosses around() {
        return isInside() ? losses : null;
    }

    /** Refuses further calls in a host transaction ended by a failure. */
    void requireKept(Configuration joining) {
        if (losses.isEmpty() || !isInside()) {
            return;
        }
        try {
            losses.requireKept(joining);
        } catch (RuntimeException e) {
            throw DatabaseFailures.translated(e);
        }
    }

    /**
     * Checks with the driver whether a failed statement ended the host transaction, without a round trip on PostgreSQL.
     */
    void failed(Configuration joining, RuntimeException error) {
        try {
            if (isInside()) {
                losses.failed(joining, error);
            }
        } catch (RuntimeException e) {
            error.addSuppressed(e); // The connection is broken, and the commit fails anyway.
        }
    }

    /**
     * Returns the connections with independent transactions.
     *
     * @throws ConfigurationException if there are none, over a {@code DSLContext}
     */
    Connections own() {
        if (own == null) {
            throw new ConfigurationException(
                    "A DSLContext provides no separate connections for leases, retention, backups and maintenance;"
                            + " open the database with AroDatabase.over(dataSource, HostConfig.of(…)).");
        }
        return own;
    }

    /**
     * Refuses a call inside a host transaction.
     *
     * @throws TransactionMisuseException if this thread is in a host transaction
     */
    void requireOutside(String call, String instead) {
        if (isInside()) {
            throw new TransactionMisuseException(String.format(
                    Locale.ROOT,
                    "%s needs its own transaction, but this thread is in a transaction of the host application; %s.",
                    call,
                    instead));
        }
    }

    /** Refuses writes in a read-only host transaction. */
    void requireWritable() {
        if (onlyReads()) {
            throw readOnly(null);
        }
    }

    /** Returns the exception for a write in a read-only host transaction, refused by the engine or by this guard. */
    static TransactionMisuseException readOnly(@Nullable RuntimeException cause) {
        return new TransactionMisuseException(
                "The host application's transaction is read-only (readOnly = true); write in a read-write transaction.",
                cause);
    }

    /** Runs an action after the commit of the active host transaction. Does nothing over a {@code DSLContext}. */
    void afterCommit(Runnable action) {
        afterEnd(end -> {
            switch (end) {
                case COMMITTED -> action.run();
                case ROLLED_BACK, UNKNOWN -> {}
            }
        });
    }

    /** Runs an action after the end of the active host transaction. Does nothing over a {@code DSLContext}. */
    void afterEnd(Consumer<End> action) {
        if (host != null) {
            host.afterEnd(action);
        }
    }
}
