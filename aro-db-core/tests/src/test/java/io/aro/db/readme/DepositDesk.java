package io.aro.db.readme;

import io.aro.db.AroDatabase;
import io.aro.db.event.Actor;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.LeasedHandler;
import io.aro.db.idempotency.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.util.UUID;

final class DepositDesk {

    private static final Actor DESK = Actor.user("front-desk");
    private static final BigDecimal DEPOSIT = new BigDecimal("25.00");

    interface Bank {
        String charge(String bankKey, BigDecimal amount) throws IOException;
    }

    static Outcome<String> takeDeposit(AroDatabase db, Bank bank, UUID appointmentId) throws IOException {
        IdempotencyKey key = IdempotencyKey.of("front-desk", "deposit-of-" + appointmentId);
        // @start region="lease"
        LeasedHandler<String, IOException> handler = lease -> {
            // Before the charge, so that an appointment that can take no deposit is refused first.
            lease.transactionalStep("request", Boolean.class, tx -> {
                tx.appointments().requestDeposit(appointmentId, DEPOSIT, DESK);
                return true;
            });
            String bankKey = lease.downstreamKey("charge");
            String charge = lease.step("charge", String.class, () -> bank.charge(bankKey, DEPOSIT));
            lease.useTransaction(tx -> tx.appointments().payDeposit(appointmentId, charge, DESK));
            return charge;
        };
        // @end
        return db.idempotency()
                .executeLeased(
                        key,
                        appointmentId,
                        String.class,
                        handler,
                        failure -> failure instanceof ConnectException ? FailureAction.retry() : FailureAction.park());
    }
}
