package io.aro.db.internal.session;

import io.aro.db.connection.HostTransactions;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.internal.session.HostState.Kind;
import java.util.Locale;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A gate that refuses the calls which a transaction of the application does not allow, before a statement is sent.
 *
 * <p>Thread-safe; each answer is about the calling thread.
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

    /** Returns the gate beside the transactions of an application; the own connections are others of its pool. */
    public static HostGate of(HostTransactions host, Connections own) {
        return new HostGate(HostState.of(host), own, host, HostLosses.of(host));
    }

    /** Returns the gate beside a context of jOOQ, which neither gives own connections nor tells how transactions end. */
    public static HostGate of(HostState state, HostLosses losses) {
        return new HostGate(state, null, null, losses);
    }

    boolean isInside() {
        return state.now() != Kind.NONE;
    }

    boolean onlyReads() {
        return state.now() == Kind.READING;
    }

    /** Returns the losses to tell of one in a transaction of the application; null outside. */
    @Nullable
    HostLosses around() {
        return isInside() ? losses : null;
    }

    /** Refuses to go on in a transaction of the application that a failure has ended. */
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

    /** Learns whether the failure of a statement has ended the transaction of the application; asks only the driver. */
    void failed(Configuration joining, RuntimeException error) {
        try {
            if (isInside()) {
                losses.failed(joining, error);
            }
        } catch (RuntimeException e) {
            error.addSuppressed(e); // The connection is broken, so that the commit fails, too.
        }
    }

    /** Returns the connections whose transactions are their own. */
    Connections own() {
        if (own == null) {
            throw new ConfigurationException(
                    "Leases, retention, backups and upkeep need connections and transactions of their own, which a"
                            + " DSLContext does not give; open the database with"
                            + " AroDatabase.over(dataSource, HostConfig.of(…)).");
        }
        return own;
    }

    /** Refuses a call that needs a transaction of its own. */
    void requireOutside(String call, String instead) {
        if (isInside()) {
            throw new TransactionMisuseException(String.format(
                    Locale.ROOT,
                    "%s needs a transaction of its own, and this thread is in one of the application; %s.",
                    call,
                    instead));
        }
    }

    /** Refuses to write in a transaction that only reads. */
    void requireWritable() {
        if (onlyReads()) {
            throw readOnly(null);
        }
    }

    /** Returns the refusal of a write that the engine or this gate has refused. */
    static TransactionMisuseException readOnly(@Nullable RuntimeException cause) {
        return new TransactionMisuseException(
                "The application's transaction only reads (readOnly = true); write in one that is not read-only.",
                cause);
    }

    /** Runs an action after the commit of the active transaction, if the application tells of it. */
    void afterCommit(Runnable action) {
        if (host != null) {
            host.afterEnd(end -> {
                switch (end) {
                    case COMMITTED -> action.run();
                    case ROLLED_BACK, UNKNOWN -> {}
                }
            });
        }
    }
}
