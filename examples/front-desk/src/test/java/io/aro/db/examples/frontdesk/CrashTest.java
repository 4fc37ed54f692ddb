package io.aro.db.examples.frontdesk;

import static io.aro.db.testkit.assertion.AroAssertions.assertThat;
import static io.aro.db.testkit.builder.Builders.anAppointment;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.AroDatabaseTest;
import io.aro.db.testkit.SqliteStorage;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import io.aro.db.testkit.process.SteppedProcess;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Shows a process killed at a chosen point, and the takeover by the next process. */
@AroDatabaseTest(sqlite = SqliteStorage.FILE)
class CrashTest {

    @Test
    void takesADepositWhoseTakerHasDied(TestDatabase database) {
        AroDatabase db = database.open(InstantSource.system());
        UUID appointment = anAppointment().insert(db.session()).id();
        try (SteppedProcess taker =
                SteppedProcess.start(ChildProcess.of(DepositProgram.class).on(database))) {
            taker.order(appointment.toString());
            taker.goOnTo("charged");
            taker.kill();
        }
        AroDatabase later = database.open(InstantSource.offset(InstantSource.system(), Duration.ofHours(1)));

        assertThat(new FrontDesk(later, (key, amount) -> "payment-1").takeDeposit(appointment))
                .isExecuted()
                .withResponse("payment-1");

        assertThat(later.appointments().getById(appointment)).hasPaidDeposit();
    }
}
