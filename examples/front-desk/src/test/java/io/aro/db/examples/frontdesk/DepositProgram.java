package io.aro.db.examples.frontdesk;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.process.Checkpoints;
import java.util.UUID;

/** A program that takes a deposit in a process of its own, to be killed at a checkpoint. */
final class DepositProgram {

    private DepositProgram() {}

    public static void main(String[] arguments) {
        Checkpoints checkpoints = Checkpoints.ofThisProcess();
        try (AroDatabase db = checkpoints.open()) {
            UUID appointment = UUID.fromString(checkpoints.start());
            Bank bank = (key, amount) -> {
                checkpoints.reach("charged");
                return "payment-1";
            };
            new FrontDesk(db, bank).takeDeposit(appointment);
            checkpoints.end("taken");
        }
    }
}
