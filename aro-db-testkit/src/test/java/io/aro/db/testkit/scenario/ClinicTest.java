package io.aro.db.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.error.ConfigurationException;
import io.aro.db.event.EventRepository;
import io.aro.db.fixture.Histories;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

@BothEngines
class ClinicTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private final TestDatabase database;
    private final AroDatabase db;

    ClinicTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @Test
    void hasHistoriesThatReplayAndCountersThatAddUp() {
        Clinic.of(20, 200).insert(db);

        List<Customer> customers = db.customers().findAll(DSL.noCondition());
        assertThat(customers).hasSize(20);
        customers.forEach(customer -> Histories.assertCountsAddUp(db, customer.id()));
        assertThat(appointments()).hasSize(200).allSatisfy(visit -> Histories.assertReplays(db, visit.id()));
        Migrator.of(database.jdbcUrl(), database.user(), database.password()).validate();
    }

    @Test
    void hasTheEventsThatTheRepositoriesWrite() {
        Clinic.of(3, 30).insert(db);
        EventRepository events = db.events();

        assertThat(appointments()).allSatisfy(visit -> {
            List<String> told = events.findByEntity("appointment", visit.id(), 100).stream()
                    .map(event -> event.type())
                    .toList();
            assertThat(told).hasSize(visit.version()).contains("appointment.created");
        });
    }

    @Test
    void isTheSameInEveryRun() throws SQLException {
        Clinic.of(20, 200).seed(7).insert(db);
        try (TestDatabase other = database.sibling()) {
            Clinic.of(20, 200).seed(7).insert(other.open());

            assertThat(Rows.query(other, "SELECT * FROM appointments"))
                    .isEqualTo(Rows.query(database, "SELECT * FROM appointments"));
            assertThat(Rows.query(other, "SELECT * FROM customers"))
                    .isEqualTo(Rows.query(database, "SELECT * FROM customers"));
        }
    }

    @Test
    void isAnotherOneWithAnotherSeed() {
        assertThat(Clinic.of(20, 200).seed(8).insert(database.sibling().open()))
                .isNotEqualTo(Clinic.of(20, 200).seed(7).insert(db));
    }

    @Test
    void behavesAsItsRatesSay() {
        Rates rates = new Rates(0.2, 0.1, 0.05, 0.7);

        ClinicReport report = Clinic.of(200, 5_000).with(rates).insert(db);

        double over = report.count(AppointmentStatus.NO_SHOW)
                + report.count(AppointmentStatus.CANCELLED)
                + report.count(AppointmentStatus.COMPLETED);
        assertThat(over).isGreaterThan(4_000);
        assertThat(report.count(AppointmentStatus.NO_SHOW) / over).isCloseTo(0.2, within(0.02));
        assertThat(report.count(AppointmentStatus.CANCELLED) / over).isCloseTo(0.1, within(0.02));
        assertThat(report.rescheduled() / 5_000.0).isCloseTo(0.05, within(0.02));
        assertThat(report.confirmed() / 5_000.0).isCloseTo(0.7, within(0.02));
    }

    @Test
    void isOpenOnWeekdaysAndKnowsThePresent(TestClock clock) {
        Clinic.of(20, 300).insert(db);

        assertThat(appointments()).allSatisfy(visit -> {
            ZonedDateTime local = visit.date().atZone(NEW_YORK);
            assertThat(local.getDayOfWeek()).isNotIn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
            assertThat(local.getHour()).isBetween(9, 15);
            assertThat(visit.updatedAt()).isBeforeOrEqualTo(clock.instant());
            assertThat(visit.createdAt()).isBefore(visit.date());
            if (visit.date().isAfter(clock.instant())) {
                assertThat(AppointmentStateMachine.isTerminal(visit.status())).isFalse();
            }
        });
    }

    @Test
    void refusesWhatIsNoClinic() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Clinic.of(0, 10))
                .withMessageContaining("at least one customer");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Clinic.of(1, 10).between(LocalDate.of(2026, 2, 1), LocalDate.of(2026, 1, 1)))
                .withMessageContaining("swap them");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> new Rates(0.7, 0.7, 0, 0))
                .withMessageContaining("no-shows and cancelled together must be from 0 to 1");
        assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> new Rates(Double.NaN, 0, 0, 0));
    }

    private List<Appointment> appointments() {
        return db.appointments().findAll(DSL.noCondition());
    }
}
