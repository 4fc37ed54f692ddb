package io.aro.db.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Plan;
import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Asks both planners about queries over two tables, with and without rows that make a difference. */
@BothEngines
class ReminderQueryPlanTest {

    private static final String NUMBERS = "WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers"
            + " WHERE n < %d) INSERT INTO %s SELECT %s FROM numbers";
    private static final String ID = "'%s0000000-0000-7000-8000-' || substr('000000000000' || (%s), -12, 12)";

    private final TestDatabase database;
    private final Watched watched;
    private UUID customer = new UUID(0, 0);
    private UUID visit = new UUID(0, 0);

    ReminderQueryPlanTest(TestDatabase database, TestClock clock) {
        this.database = database;
        this.watched = Watched.over(database, clock);
    }

    @BeforeEach
    void book() {
        Appointment booked = Given.booked(watched.db(), 1);
        customer = booked.customerId();
        visit = booked.id();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void countsThroughTheAppointmentsOfTheCustomer(boolean many) throws SQLException {
        if (many) {
            insertMany();
        }

        List<String> plan = planOf("select count", db -> db.reminders().countSentTo(customer, Given.MAY));

        assertServed(plan, many);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void looksForTheLimitThroughTheAppointmentsOfTheCustomer(boolean many) throws SQLException {
        if (many) {
            insertMany();
        }
        NewReminder reminder = NewReminder.of(visit, ReminderType.HOURS_24, Channel.SMS);

        List<String> plan = planOf(
                "select reminder_logs.sent_at",
                db -> db.reminders().recordWithinLimit(reminder, MessageLimit.perDay(3)));

        assertServed(plan, many);
    }

    @Test
    void marksAMessageThroughItsIndex() throws SQLException {
        List<String> plan =
                planOf("update reminder_logs", db -> db.reminders().markDelivered("SM1", Actor.webhook("twilio")));

        assertThat(plan).anySatisfy(step -> assertThat(step).contains("idx_reminder_message"));
    }

    private List<String> planOf(String beginning, Consumer<AroDatabase> call) throws SQLException {
        watched.queries().clear();
        call.accept(watched.db());

        List<String> queries = watched.queries().stream()
                .filter(sql -> sql.replaceAll("[`\"]", "").startsWith(beginning))
                .toList();
        assertThat(queries).hasSize(1);
        return Plan.of(database, queries.getFirst());
    }

    /** Where there is next to nothing to read, any index may serve. */
    private static void assertServed(List<String> plan, boolean many) {
        String reminders = many ? "idx_reminder_appointment" : "idx_reminder_(appointment|sent)";

        assertThat(plan).anySatisfy(step -> assertThat(step).contains("idx_appointment_customer"));
        assertThat(plan).anySatisfy(step -> assertThat(step).containsPattern(reminders));
        assertThat(plan).noneSatisfy(step -> assertThat(step).containsPattern("Seq Scan|^SCAN reminder_logs$"));
    }

    /** 500 customers with four appointments each and five reminders for each appointment. */
    private void insertMany() throws SQLException {
        String time = "'2026-05-05 10:00:00.000000+00:00'";
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    NUMBERS.formatted(500, "customers (id, phone)", uuid("1", "n") + ", '+1666' || (1000000 + n)"));
            statement.execute(NUMBERS.formatted(
                    2000,
                    "appointments (id, customer_id, date, duration, service_type, service_cost)",
                    uuid("2", "n") + ", " + uuid("1", "1 + n % 500") + ", " + cast(time) + ", 45, 'Cleaning', 120"));
            statement.execute(NUMBERS.formatted(
                    2000,
                    "appointment_transitions (appointment_id, sequence, to_status, actor, occurred_at)",
                    uuid("2", "n") + ", 1, 'booked', 'system', " + cast(time)));
            statement.execute(NUMBERS.formatted(
                    10_000,
                    "reminder_logs (appointment_id, sent_at, type, channel)",
                    uuid("2", "1 + n % 2000") + ", " + cast(time) + ", '24h', 'sms'"));
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("ANALYZE");
        }
    }

    private String uuid(String first, String number) {
        String text = database.engine().isPostgres()
                ? "('%s0000000-0000-7000-8000-' || lpad((%s)::text, 12, '0'))::uuid"
                : ID;
        return text.formatted(first, number);
    }

    private String cast(String time) {
        return database.engine().isPostgres() ? time + "::timestamptz" : time;
    }
}
