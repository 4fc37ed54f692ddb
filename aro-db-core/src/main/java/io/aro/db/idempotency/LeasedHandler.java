package io.aro.db.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A handler of a request with effects outside this database.
 *
 * {@snippet id="lease" :
 * LeasedHandler<String, IOException> handler = lease -> {
 *     // Before the charge, so that an appointment that can take no deposit is refused first.
 *     lease.transactionalStep("request", Boolean.class, tx -> {
 *         tx.appointments().requestDeposit(appointmentId, DEPOSIT, DESK);
 *         return true;
 *     });
 *     String bankKey = lease.downstreamKey("charge");
 *     String charge = lease.step("charge", String.class, () -> bank.charge(bankKey, DEPOSIT));
 *     lease.useTransaction(tx -> tx.appointments().payDeposit(appointmentId, charge, DESK));
 *     return charge;
 * };
 * }
 *
 * @param <T> the response
 * @param <X> the checked exception of the handler, passed to the caller unchanged
 */
@FunctionalInterface
public interface LeasedHandler<T extends @Nullable Object, X extends Exception> {

    /** Does the work through the lease and returns the response. */
    T handle(Lease lease) throws X;
}
