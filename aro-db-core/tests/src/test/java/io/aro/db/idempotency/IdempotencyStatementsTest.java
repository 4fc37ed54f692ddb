package io.aro.db.idempotency;

import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.StatusChange;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Footprint;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Watched;
import io.aro.db.fixture.Webhook;
import io.aro.db.fixture.Webhook.Receipt;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The number of statements and commits of each kind of delivery. */
@BothEngines
class IdempotencyStatementsTest {

    private final TestDatabase database;
    private final Watched watched;

    IdempotencyStatementsTest(TestDatabase database, TestClock clock) {
        this.database = database;
        this.watched = Watched.over(database, clock);
    }

    @Test
    void takesOneStatementAndNoWriteToReplay() throws Exception {
        Webhook.deliver(watched.db(), 1);
        try (Footprint footprint = Footprint.of(database, "idempotency_keys")) {

            Statements sent = watched.counter()
                    .counting(() -> assertThat(Webhook.deliver(watched.db(), 1)).isInstanceOf(Replayed.class));

            assertThat(sent.count()).as("%s", sent).isEqualTo(1);
            assertThat(sent.commits()).isZero();
            footprint.assertNothingWritten();
        }
    }

    @Test
    void takesOneQueryForEachReplayOfConsecutiveIds() {
        IntStream.range(0, 10).forEach(id -> Webhook.deliver(watched.db(), id));

        Statements sent = watched.counter()
                .counting(() -> IntStream.range(0, 10).forEach(id -> Webhook.deliver(watched.db(), id)));

        assertThat(sent.sql()).hasSize(10).allMatch(sql -> sql.startsWith("select"));
    }

    @Test
    void takesTwoQueriesAndNoWriteToNoticeAnotherRequest() throws Exception {
        Webhook.deliver(watched.db(), 1);
        try (Footprint footprint = Footprint.of(database, "idempotency_keys")) {

            Statements sent = watched.counter()
                    .counting(() -> assertThat(watched.db()
                                    .idempotency()
                                    .execute(Webhook.key(1), "{}", String.class, tx -> "not reached"))
                            .isInstanceOf(Mismatch.class));

            assertThat(sent.count()).as("%s", sent).isEqualTo(2);
            footprint.assertNothingWritten();
        }
    }

    @Test
    void takesTwoStatementsAndOneCommitBesideTheWorkOfTheHandler() {
        Statements sent = watched.counter()
                .counting(() -> watched.db().idempotency().execute(Webhook.key(1), "{}", String.class, tx -> "done"));

        assertThat(sent.count()).as("%s", sent).isEqualTo(2);
        assertThat(sent.commits()).isEqualTo(1);
    }

    @Test
    void takesFiveRoundTripsOrSevenStatementsAndOneCommitForTheFirstDeliveryOfABooking() {
        Statements sent = watched.counter().counting(() -> Webhook.deliver(watched.db(), 1));

        assertThat(sent.count()).as("%s", sent).isEqualTo(database.engine().isPostgres() ? 5 : 7);
        assertThat(sent.commits()).isEqualTo(1);
    }

    @Test
    void takesTwoStatementsInTwoCommitsBesideTheStepsOfLeasedWork() {
        Statements sent = watched.counter()
                .counting(() -> watched.db().idempotency().executeLeased(Webhook.key(1), "{}", String.class, lease -> {
                    lease.step("charge", String.class, () -> "pay-1");
                    lease.step("notify", String.class, () -> "sms-1");
                    return lease.step("charge", String.class, () -> "not reached");
                }));

        assertThat(sent.count()).as("%s", sent).isEqualTo(4);
        assertThat(sent.sql())
                .filteredOn(sql -> sql.contains("idempotency_steps"))
                .hasSize(2);
        assertThat(sent.commits())
                .as("the claim; the others commit by themselves")
                .isEqualTo(1);
    }

    @Test
    void takesOneStatementMoreForATransactionOfLeasedWork() {
        Statements sent = watched.counter()
                .counting(() -> watched.db()
                        .idempotency()
                        .executeLeased(
                                Webhook.key(1),
                                "{}",
                                String.class,
                                lease -> lease.<String, RuntimeException>inTransaction(
                                        tx -> Webhook.customer(tx, 1).phone())));

        assertThat(sent.sql())
                .as("%s", sent)
                .filteredOn(sql -> !sql.contains("customers"))
                .hasSize(3);
        assertThat(sent.commits()).isEqualTo(2);
    }

    @Test
    void takesOneStatementAndNoWriteToReplayLeasedWork() throws Exception {
        watched.db().idempotency().executeLeased(Webhook.key(1), "{}", String.class, lease -> "done");
        try (Footprint footprint = Footprint.of(database, "idempotency_keys")) {

            Statements sent = watched.counter()
                    .counting(() -> assertThat(watched.db()
                                    .idempotency()
                                    .executeLeased(Webhook.key(1), "{}", String.class, lease -> "not reached"))
                            .isEqualTo(new Replayed<>("done")));

            assertThat(sent.count()).as("%s", sent).isEqualTo(1);
            assertThat(sent.commits()).isZero();
            footprint.assertNothingWritten();
        }
    }

    /** The specification's webhook inserts one event, here written together with the confirmation. */
    @Test
    void handlesAConfirmedBookingInEightRoundTripsOrThirteenWithTheCommit() throws Exception {
        Statements sent = watched.counter()
                .counting(() -> watched.db()
                        .idempotency()
                        .execute(Webhook.key(1), Webhook.body(1), Receipt.class, tx -> {
                            Customer customer = Webhook.customer(tx, 1);
                            Appointment visit = Webhook.visit(tx, customer, 1);
                            Actor sender = Actor.webhook("calendly");
                            tx.appointments().updateStatus(visit.id(), CONFIRMED, StatusChange.by(sender));
                            return new Receipt(customer.id(), visit.id());
                        }));

        assertThat(sent.commits()).as("%s", sent).isEqualTo(1);
        assertThat(sent.rollbacks()).isZero();
        assertThat(sent.count() + sent.commits())
                .as("%s", sent)
                .isEqualTo(database.engine().isPostgres() ? 8 : 13);
        assertThat(Rows.query(database, "SELECT status FROM appointments")).containsExactly("confirmed");
        assertThat(Rows.query(database, "SELECT type FROM events ORDER BY type"))
                .containsExactly("appointment.confirmed", "appointment.created");
        assertThat(Rows.query(database, "SELECT state FROM idempotency_keys")).containsExactly("completed");
    }
}
