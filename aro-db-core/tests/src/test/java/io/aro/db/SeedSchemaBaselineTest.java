package io.aro.db;

import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The faults of the specification's own code with money and on SQLite; see {@link SeedBaselineTest}. */
@BothEngines
class SeedSchemaBaselineTest {

    private static final int AMOUNTS = Effort.of(1_000, 5_000);
    private static final List<String> TABLES = List.of(
            "customers",
            "appointments",
            "events",
            "business_config",
            "reminder_logs",
            "workflow_instances",
            "consents",
            "idempotency_keys",
            "dead_letters");

    private final AroDatabase db;
    private final TestDatabase database;

    SeedSchemaBaselineTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    @DisplayName("j: random amounts are read back exactly and add up exactly, in code and in the database")
    void keepsMoneyExact() throws SQLException {
        UUID ada = Given.customer(db, 1).id();
        List<BigDecimal> costs = new Random(20_261_122)
                .longs(AMOUNTS, 0, 10_000_000)
                .mapToObj(cents -> BigDecimal.valueOf(cents, 2))
                .toList();

        db.appointments().createAll(costs.stream().map(cost -> costing(ada, cost)));

        assertThat(db.appointments().findByCustomerId(ada))
                .extracting(Appointment::serviceCost)
                .containsExactlyInAnyOrderElementsOf(costs);
        BigDecimal sum = costs.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        String unit = database.engine().isPostgres() ? "* 100" : "";
        assertThat(Rows.query(
                        database,
                        String.format(
                                Locale.ROOT, "SELECT CAST(sum(service_cost) %s AS bigint) FROM appointments", unit)))
                .containsExactly(sum.unscaledValue().toString());
    }

    @Test
    @DisplayName("j: amounts are added as numbers, in code and in the database")
    void addsMoneyAsNumbers() {
        UUID ada = Given.customer(db, 1).id();
        for (String cost : List.of("0.10", "0.20", "19.99", "19.99")) {
            UUID id =
                    db.appointments().create(costing(ada, new BigDecimal(cost))).id();
            db.appointments().updateStatus(id, IN_PROGRESS, Given.DESK);
            db.appointments().updateStatus(id, COMPLETED, Given.DESK);
        }

        BigDecimal value = db.customers().getById(ada).lifetimeValue();
        assertThat(value).isEqualTo("40.28");
        assertThat(value.add(new BigDecimal("19.99"))).isEqualTo("60.27");
    }

    @Test
    @DisplayName("j: fractions of a cent, negative and too large amounts are refused and never rounded")
    void refusesAmountsThatDoNotFit() {
        UUID ada = Given.customer(db, 1).id();

        for (String amount : List.of("1.005", "10.999", "-5", "-0.01", "100000000")) {
            assertThatExceptionOfType(InvalidValueException.class)
                    .as(amount)
                    .isThrownBy(() -> costing(ada, new BigDecimal(amount)));
        }
        Appointment visit = db.appointments().create(costing(ada, BigDecimal.TEN));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.appointments()
                        .update(visit.id(), Changes.set(APPOINTMENTS.SERVICE_COST, new BigDecimal("1.005"))));
        assertThat(db.appointments().getById(visit.id())).isEqualTo(visit);
    }

    @Test
    @DisplayName("k: every table of the specification is created on both engines")
    void makesEveryTable() throws SQLException {
        for (String table : TABLES) {
            assertThat(Rows.count(database, table)).as(table).isZero();
        }
    }

    @Test
    @DisplayName("k: the database refuses an unknown status and an amount out of range")
    void refusesValuesThatDoNotFitInTheDatabase() throws SQLException {
        UUID id = Given.booked(db, 1).id();
        var before = Rows.dump(database);

        assertRefused(
                String.format(Locale.ROOT, "UPDATE appointments SET status = 'not-a-status' WHERE id = '%s'", id));
        assertRefused(String.format(
                Locale.ROOT, "UPDATE appointments SET service_cost = 123456789012.999 WHERE id = '%s'", id));
        assertRefused(String.format(Locale.ROOT, "UPDATE appointments SET service_cost = -1 WHERE id = '%s'", id));
        assertRefused(String.format(Locale.ROOT, "UPDATE appointments SET date = 'soon' WHERE id = '%s'", id));

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    private void assertRefused(String sql) {
        assertThatExceptionOfType(SQLException.class)
                .as(sql)
                .isThrownBy(() -> {
                    try (Connection connection = database.dataSource().getConnection();
                            Statement statement = connection.createStatement()) {
                        statement.executeUpdate(sql);
                    }
                })
                .satisfies(refused ->
                        assertThat(VendorErrors.translate(refused)).isInstanceOf(ConstraintViolationException.class));
    }

    private static NewAppointment costing(UUID customer, BigDecimal cost) {
        return NewAppointment.of(customer, Given.MAY, Duration.ofMinutes(30), "Check", cost);
    }
}
