package io.aro.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.contact.Channel;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Plan;
import io.aro.db.fixture.Watched;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Asks both planners how they would run the queries of the repositories: an index serves each, whatever the size. */
@BothEngines
class QueryPlanTest {

    private static final UUID SOME_ID = UUID.fromString("01890000-0000-7000-8000-000000000000");

    private final TestDatabase database;
    private final Watched watched;

    QueryPlanTest(TestDatabase database, TestClock clock) {
        this.database = database;
        this.watched = Watched.over(database, clock);
    }

    @Test
    void findsCustomersByPhoneThroughTheirUniqueIndex() throws SQLException {
        assertServed("idx_customer_phone", db -> db.customers().findByPhone(Given.phone(1)));
    }

    @Test
    void findsCustomersOfHighRiskThroughTheirIndex() throws SQLException {
        assertServed("idx_customer_risk", db -> db.customers().findHighRisk(10));
        assertServed("idx_customer_risk", db -> db.customers().findHighRisk());
    }

    @Test
    void findsAppointmentsByExternalIdThroughTheirUniqueIndex() throws SQLException {
        assertServed("idx_appointment_external", db -> db.appointments().findByExternalId("evt-1"));
    }

    @Test
    void findsUpcomingAppointmentsThroughThePartialIndex() throws SQLException {
        assertServed("idx_appointment_upcoming", db -> db.appointments().findUpcoming(10));
        assertServed("idx_appointment_upcoming", db -> db.appointments().findUpcoming());
    }

    @Test
    void findsAppointmentsOfACustomerThroughTheirIndex() throws SQLException {
        assertServed("idx_appointment_customer", db -> db.appointments().findByCustomerId(SOME_ID));
    }

    @Test
    void findsTheHistoryOfAnAppointmentThroughItsKey() throws SQLException {
        // Both unique keys begin with the appointment and the sequence; which one serves is the planner's choice.
        assertServed(
                "(pk|uq|sqlite_autoindex)_appointment_transitions",
                db -> db.appointments().transitionsOf(SOME_ID));
    }

    @Test
    void findsEventsOfAnEntityThroughTheirIndex() throws SQLException {
        assertServed(
                onPartition("idx_event_entity", "entity_type_entity_id_timestamp_id"),
                db -> db.events().findByEntity("appointment", SOME_ID, 10));
    }

    @Test
    void findsTheLatestEventsThroughTheirIndex() throws SQLException {
        assertServed(
                onPartition("idx_event_timestamp", "timestamp_id"),
                db -> db.events().findLatest(10));
    }

    @Test
    void findsAnIdempotencyKeyThroughItsKey() throws SQLException {
        IdempotencyKey key = IdempotencyKey.of("calendly", "evt-1");
        watched.db().idempotency().execute(key, "{}", String.class, tx -> "done");

        assertServed(
                "(pk|sqlite_autoindex)_idempotency_keys",
                db -> db.idempotency().execute(key, "{}", String.class, tx -> "not reached"));
    }

    @Test
    void findsRemindersThroughTheirIndexes() throws SQLException {
        assertServed("idx_reminder_message", db -> db.reminders().findByMessageId("SM1"));
        assertServed("idx_reminder_appointment", db -> db.reminders().findByAppointmentId(SOME_ID, 10));
        assertServed("idx_reminder_sent", db -> db.reminders().findLatest(10));
        assertServed("idx_reminder_undelivered", db -> db.reminders().findUndelivered(Given.MAY, 10));
    }

    @Test
    void findsConsentsThroughTheirIndexes() throws SQLException {
        assertServed("idx_consent_phone", db -> db.consents().mayContact(Given.phone(1), Channel.SMS));
        assertServed("idx_consent_phone", db -> db.consents().mayContact(Given.phone(1), Channel.SMS, Given.MAY));
        assertServed("idx_consent_phone", db -> db.consents().findByPhone(Given.phone(1), 10));
        assertServed("idx_consent_customer", db -> db.consents().findByCustomerId(SOME_ID, 10));
    }

    private void assertServed(String indexPattern, Consumer<AroDatabase> call) throws SQLException {
        watched.queries().clear();
        call.accept(watched.db());

        assertThat(watched.queries()).hasSize(1);
        List<String> plan = Plan.of(database, watched.queries().getFirst());
        assertThat(plan).anySatisfy(step -> assertThat(step).containsPattern(indexPattern));
        assertThat(plan).noneSatisfy(step -> assertThat(step).containsPattern(fullScan()));
    }

    /** A scan of an index in its order, which a limit ends early, is none of the whole table. */
    private String fullScan() {
        return database.engine().isPostgres() ? "Seq Scan" : "^SCAN (?!.* USING (COVERING )?INDEX)";
    }

    private String onPartition(String index, String columns) {
        return database.engine().isPostgres() ? "events_default_" + columns + "_idx" : index;
    }
}
