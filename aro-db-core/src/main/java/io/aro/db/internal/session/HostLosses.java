package io.aro.db.internal.session;

import io.aro.db.connection.HostTransactions;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.refusal.TransactionFailedException;
import java.sql.Connection;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Host transactions ended by a failure, possibly unnoticed by the host application. Thread-safe.
 *
 * <p>With {@link HostTransactions}, the lost transaction is marked for rollback. Over a jOOQ context, no transaction is
 * left open on the connection, and the engine itself refuses the host's commit.
 */
public final class HostLosses {

    private final Map<Connection, AroDatabaseException> causes = Collections.synchronizedMap(new WeakHashMap<>());
    private final @Nullable HostTransactions host;

    private HostLosses(@Nullable HostTransactions host) {
        this.host = host;
    }

    public static HostLosses of(HostTransactions host) {
        return new HostLosses(host);
    }

    /** Returns a record over a jOOQ context, without end-of-transaction callbacks. */
    static HostLosses untold() {
        return new HostLosses(null);
    }

    /** Returns the record over a jOOQ context, shared by all configurations derived from the given configuration. */
    public static HostLosses of(Configuration applications) {
        Object losses = applications.data().computeIfAbsent(HostLosses.class, type -> untold());
        return losses instanceof HostLosses known ? known : untold();
    }

    boolean isEmpty() {
        return causes.isEmpty();
    }

    /**
     * Checks with the driver whether a failed statement ended the transaction of its connection, and records the loss.
     */
    void failed(Configuration configuration, RuntimeException error) {
        Witness witness = TransactionWatch.witness(configuration);
        if (witness.isGoneAfter(error)) {
            learn(witness, VendorErrors.translate(error));
        }
    }

    /**
     * Records the loss of a transaction.
     *
     * @param first the failure, reported by later calls
     */
    void learn(Witness witness, AroDatabaseException first) {
        Connection connection = witness.connection();
        causes.putIfAbsent(connection, first);
        if (host == null) {
            witness.leaveNothing();
            return;
        }
        try {
            host.afterEnd(end -> causes.remove(connection));
            host.begin().rollBack();
        } catch (RuntimeException e) {
            first.addSuppressed(e);
            witness.leaveNothing();
        }
    }

    /**
     * Checks that the configuration's transaction has not been lost.
     *
     * @throws TransactionFailedException if the transaction has been lost; its cause is the first failure
     */
    void requireKept(Configuration configuration) {
        Witness witness = TransactionWatch.witness(configuration);
        AroDatabaseException first = causes.get(witness.connection());
        if (first != null && isStillGone(witness, first)) {
            throw new TransactionFailedException(first);
        }
    }

    /**
     * Returns whether the transaction is still lost. Over a jOOQ context only the driver knows of a new transaction
     * since.
     */
    private boolean isStillGone(Witness witness, AroDatabaseException first) {
        if (host != null) {
            return true;
        }
        boolean gone = witness.isGoneAfter(first);
        witness.leaveNothing();
        if (!gone) {
            causes.remove(witness.connection());
        }
        return gone;
    }
}
