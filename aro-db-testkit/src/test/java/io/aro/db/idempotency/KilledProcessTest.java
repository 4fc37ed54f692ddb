package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.fixture.DoomedWebhook;
import io.aro.db.fixture.DoomedWebhook.Point;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Webhook;
import io.aro.db.fixture.Webhook.Receipt;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills a process that handles a webhook, as {@code kill -9} does, and delivers the webhook again. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(120)
class KilledProcessTest {

    private final AroDatabase db;
    private final TestDatabase database;

    KilledProcessTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @ParameterizedTest
    @EnumSource(value = Point.class, mode = EnumSource.Mode.EXCLUDE, names = "COMMITTED")
    void leavesNothingBeforeTheCommitAndRunsOnceOnRedelivery(Point point) throws Exception {
        var before = Rows.dump(database);

        DoomedWebhook.killAt(point, database);

        assertThat(Rows.dump(database)).isEqualTo(before);
        Outcome<Receipt> redelivered = redeliver();
        assertThat(redelivered).isInstanceOf(Executed.class);
        assertThat(Webhook.deliver(db, 1)).isInstanceOf(Replayed.class);
        assertThat(counts()).containsExactly(1L, 1L, 1L, 1L);
    }

    @Test
    void replaysWhenOnlyTheAnswerWasLost() throws Exception {
        DoomedWebhook.killAt(Point.COMMITTED, database);

        var left = Rows.dump(database);
        assertThat(counts()).containsExactly(1L, 1L, 1L, 1L);
        Appointment visit = db.appointments().findByExternalId("evt-1").orElseThrow();
        assertThat(redeliver()).isEqualTo(new Replayed<>(new Receipt(visit.customerId(), visit.id())));
        assertThat(Rows.dump(database)).isEqualTo(left);
    }

    /** A server needs a moment to notice that its client is gone; until then it says that the work is in progress. */
    private Outcome<Receipt> redeliver() {
        Outcome<Receipt> outcome = Webhook.deliver(db, 1);
        while (outcome instanceof InProgress) {
            outcome = Webhook.deliver(db, 1);
        }
        return outcome;
    }

    private List<Long> counts() throws Exception {
        return List.of(
                Rows.count(database, "idempotency_keys"),
                Rows.count(database, "customers"),
                Rows.count(database, "appointments"),
                Rows.count(database, "events"));
    }
}
