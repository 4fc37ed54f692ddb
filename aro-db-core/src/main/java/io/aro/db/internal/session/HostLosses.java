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
 * The transactions of an application that a failure has ended while the application may believe that they go on;
 * thread-safe.
 *
 * <p>Where the application tells of its transactions, the lost one is marked so that it can only be rolled back. Where it
 * does not, nothing is left open on its connection, so that the engine refuses the application's commit.
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

    /** Returns the losses over a context of jOOQ, which does not tell how its transactions end. */
    static HostLosses untold() {
        return new HostLosses(null);
    }

    /** Returns the losses over a context of jOOQ, the same ones for whatever is derived from it. */
    public static HostLosses of(Configuration applications) {
        Object losses = applications.data().computeIfAbsent(HostLosses.class, type -> untold());
        return losses instanceof HostLosses known ? known : untold();
    }

    boolean isEmpty() {
        return causes.isEmpty();
    }

    /** Learns from the driver whether the failure of a statement has ended the transaction on its connection. */
    void failed(Configuration configuration, RuntimeException error) {
        Witness witness = TransactionWatch.witness(configuration);
        if (witness.isGoneAfter(error)) {
            learn(witness, VendorErrors.translate(error));
        }
    }

    /** Learns that the transaction of a witness is gone. */
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

    /** Returns if the transaction that the configuration is in has not been lost. */
    void requireKept(Configuration configuration) {
        Witness witness = TransactionWatch.witness(configuration);
        AroDatabaseException first = causes.get(witness.connection());
        if (first != null && isStillGone(witness, first)) {
            throw new TransactionFailedException(first);
        }
    }

    /** Asks the driver if nobody tells that the application has begun another transaction since. */
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
