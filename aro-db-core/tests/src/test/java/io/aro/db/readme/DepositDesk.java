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

    static Outcome<String> takeDeposit(AroDatabase db, Bank bank, UUID visitId) throws IOException {
        IdempotencyKey key = IdempotencyKey.of("front-desk", "deposit-of-" + visitId);
        LeasedHandler<String, IOException> handler = lease -> {
            // First, so that a visit that can take no deposit is refused before anybody is charged.
            lease.transactionalStep("request", Boolean.class, tx -> {
                tx.appointments().requestDeposit(visitId, DEPOSIT, DESK);
                return true;
            });
            String bankKey = lease.downstreamKey("charge");
            String charge = lease.step("charge", String.class, () -> bank.charge(bankKey, DEPOSIT));
            lease.useTransaction(tx -> tx.appointments().payDeposit(visitId, charge, DESK));
            return charge;
        };
        return db.idempotency()
                .executeLeased(
                        key,
                        visitId,
                        String.class,
                        handler,
                        failure -> failure instanceof ConnectException ? FailureAction.retry() : FailureAction.park());
    }
}
