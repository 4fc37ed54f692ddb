package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.internal.lease.LeaseRenewer;
import io.aro.db.internal.session.Connections;
import java.util.Locale;
import java.util.Optional;

/**
 * Is one open database in its role as an owner of keys; thread-safe.
 *
 * @param connections the connections
 * @param name the process id, the host and an id of its own, since a process that starts anew is another owner
 * @param inFlight what it is handling
 * @param seen which keys it has come across
 * @param renewals keeps its leases
 */
public record ClaimContext(
        Connections connections, String name, InFlightKeys inFlight, RecentKeys seen, LeaseRenewer renewals) {

    public static ClaimContext of(Connections connections) {
        String host = Optional.ofNullable(System.getenv("HOSTNAME"))
                .or(() -> Optional.ofNullable(System.getenv("COMPUTERNAME")))
                .orElse("localhost");
        String name = String.format(
                Locale.ROOT,
                "%s@%.100s/%s",
                ProcessHandle.current().pid(),
                host,
                connections.session().newId());
        return new ClaimContext(connections, name, new InFlightKeys(), new RecentKeys(), new LeaseRenewer(connections));
    }

    /** Returns this owner on the connections whose transactions are their own; see {@link Connections#own}. */
    public ClaimContext own(String call) {
        return new ClaimContext(connections.own(call), name, inFlight, seen, renewals);
    }

    /** Tells whether to ask how a key stands before claiming it: if it has come before, or a claim would have to wait. */
    public boolean asksFirst(IdempotencyKey key) {
        return seen.add(key) || connections.isWriterBusy();
    }
}
