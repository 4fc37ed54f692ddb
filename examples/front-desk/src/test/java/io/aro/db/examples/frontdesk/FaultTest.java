package io.aro.db.examples.frontdesk;

import static io.aro.db.testkit.Engine.POSTGRES_18;
import static io.aro.db.testkit.Engine.SQLITE;
import static io.aro.db.testkit.assertion.AroAssertions.assertThat;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ContentionException;
import io.aro.db.examples.frontdesk.Bank.BankBusyException;
import io.aro.db.examples.frontdesk.Banks.Remembering;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.fault.Failure;
import io.aro.db.testkit.fault.Faults;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Shows faults: the database or the bank fails at a chosen point. */
@BothEngines({SQLITE, POSTGRES_18})
class FaultTest {

    private final TestDatabase database;
    private final Faults faults;
    private final AroDatabase failing;
    private final AroDatabase db;
    private final Instant tomorrow;

    FaultTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.faults = Faults.of(database);
        this.failing = database.open(faults);
        this.db = db;
        this.tomorrow = clock.instant().plus(Duration.ofDays(1));
    }

    @Test
    void booksNothingWhenItLosesADeadlock() {
        faults.onStatement("appointments").fails(Failure.DEADLOCK);
        FrontDesk desk = new FrontDesk(failing, Banks.free());

        assertThatThrownBy(() -> desk.book("delivery-1", request())).isInstanceOf(ContentionException.class);

        faults.assertAllHit();
        assertThat(database).isEmpty();
        assertThat(desk.book("delivery-1", request())).isExecuted();
    }

    @Test
    void booksNothingWhenTheDiskIsFull() {
        faults.onCommit(1).fails(Failure.DISK_FULL);

        assertThatThrownBy(() -> new FrontDesk(failing, Banks.free()).book("delivery-1", request()))
                .isInstanceOf(AroDatabaseException.class);

        assertThat(database).isEmpty();
        assertThat(new FrontDesk(db, Banks.free()).book("delivery-1", request()))
                .isExecuted();
    }

    @Test
    void asksTheBankAgainWhenItWasBusy(TestClock clock) {
        Appointment appointment = anAppointment().insert(db.session());
        assertThatThrownBy(() -> new FrontDesk(db, Banks.busy()).takeDeposit(appointment.id()))
                .isInstanceOf(BankBusyException.class);
        clock.advance(Duration.ofHours(1));
        Remembering bank = new Remembering();

        assertThat(new FrontDesk(db, bank).takeDeposit(appointment.id())).isExecuted();

        assertThat(db.appointments().getById(appointment.id())).hasPaidDeposit();
        assertThat(bank.charges()).isEqualTo(1);
    }

    private BookingRequest request() {
        return new BookingRequest("+15550100", tomorrow);
    }
}
