package io.aro.db.examples.frontdesk;

import static io.aro.db.testkit.Engine.POSTGRES_18;
import static io.aro.db.testkit.Engine.SQLITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.testkit.AroDatabaseTest;
import io.aro.db.testkit.AroDatabaseTest.Isolation;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.SeedDatabase;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.scenario.Clinic;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Shows a whole clinic, seeded once for the class, and the cost of a query in it. */
@BothEngines({SQLITE, POSTGRES_18})
@AroDatabaseTest(isolation = Isolation.PER_CLASS)
class DaySheetTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final LocalDate DAY = LocalDate.of(2026, 2, 11);

    @SeedDatabase
    static void fill(AroDatabase db) {
        Clinic.of(200, 2_000)
                .between(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 4, 1))
                .in(ZONE)
                .insert(db);
    }

    @Test
    void showsTheAppointmentsOfADayInTheirOrder(AroDatabase db) {
        FrontDesk desk = new FrontDesk(db, Banks.free());

        assertThat(desk.daySheet(DAY, ZONE))
                .isNotEmpty()
                .isSortedAccordingTo((one, other) -> one.date().compareTo(other.date()))
                .extracting(Appointment::date)
                .allMatch(date -> date.atZone(ZONE).toLocalDate().equals(DAY));
    }

    @Test
    void takesOneStatementAndAnIndex(TestDatabase database, AroDatabase db) {
        FrontDesk desk = new FrontDesk(db, Banks.free());

        database.assertStatements(1, () -> desk.daySheet(DAY, ZONE));

        database.assertUsesIndexes(() -> desk.daySheet(DAY, ZONE));
    }
}
