package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.Footprint;
import io.aro.db.fixture.Watched;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Statements;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

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
    void takesOneStatementAndNoWriteToNoticeAnotherRequest() throws Exception {
        Webhook.deliver(watched.db(), 1);
        try (Footprint footprint = Footprint.of(database, "idempotency_keys")) {

            Statements sent = watched.counter()
                    .counting(() -> assertThat(watched.db()
                                    .idempotency()
                                    .execute(Webhook.key(1), "{}", String.class, tx -> "not reached"))
                            .isInstanceOf(Mismatch.class));

            assertThat(sent.count()).as("%s", sent).isEqualTo(1);
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
}
