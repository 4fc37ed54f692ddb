package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.service;
import static io.aro.db.idempotency.RequestIdentity.except;
import static io.aro.db.idempotency.RequestIdentity.only;
import static io.aro.db.idempotency.RequestIdentity.ownBytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Redeliveries after a change of the source's identity. */
@BothEngines
class FormerIdentityTest {

    private static final String BODY = "{\"uid\":\"b-1\",\"sent\":\"10:00\"}";
    private static final String SENT_LATER = "{\"uid\":\"b-1\",\"sent\":\"10:05\"}";
    private static final IdempotencyPolicy CHANGED = POLICY.withIdentity(except("/sent"));

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;

    FormerIdentityTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    @Test
    void replaysARequestThatWasStoredUnderAFormerIdentity() {
        deliver(POLICY, 1, BODY);
        deliver(POLICY.withIdentity(only("/uid")), 2, BODY);
        deliver(POLICY.withIdentity(ownBytes(body -> "own".getBytes(UTF_8))), 3, BODY);
        IdempotencyPolicy policy = CHANGED.withFormerIdentity(RequestIdentity.wholeBody())
                .withFormerIdentity(only("/uid"))
                .withFormerIdentity(ownBytes(body -> "own".getBytes(UTF_8)));

        for (int request = 1; request <= 3; request++) {
            assertThat(deliver(policy, request, BODY)).isInstanceOf(Replayed.class);
        }
        assertThat(deliver(policy, 2, SENT_LATER)).isInstanceOf(Replayed.class);
        assertThat(deliver(policy, 1, SENT_LATER)).isInstanceOf(Mismatch.class);
        assertThat(deliver(CHANGED, 1, BODY)).isInstanceOf(Mismatch.class);
    }

    @Test
    void goesOnWithWorkThatWasStoredUnderAFormerIdentity() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> service(db, POLICY)
                        .<String, IllegalStateException>executeLeased(
                                key(1),
                                BODY,
                                String.class,
                                lease -> {
                                    throw new IllegalStateException("not now");
                                },
                                failure -> FailureAction.retry()));
        clock.advance(POLICY.maxBackoff());

        assertThat(lease(CHANGED)).isInstanceOf(Mismatch.class);
        assertThat(lease(CHANGED.withFormerIdentity(RequestIdentity.wholeBody())))
                .isInstanceOf(Executed.class);
    }

    @Test
    void storesNewRequestsUnderTheIdentityOfNow() throws SQLException {
        deliver(CHANGED.withFormerIdentity(RequestIdentity.wholeBody()), 1, BODY);
        deliver(CHANGED, 2, BODY);

        List<String> fingerprints = Rows.query(database, "SELECT fingerprint FROM idempotency_keys");
        assertThat(fingerprints).hasSize(2);
        assertThat(fingerprints.getFirst()).isEqualTo(fingerprints.getLast());
    }

    @Test
    void passesOverAFormerIdentityThatRefusesTheRequest() {
        IdempotencyPolicy policy = CHANGED.withFormerIdentity(only("/uid"));

        assertThat(deliver(policy, 1, "uid=b-1")).isInstanceOf(Executed.class);
        assertThat(deliver(policy, 1, "uid=b-1")).isInstanceOf(Replayed.class);
        assertThat(deliver(policy, 1, "uid=b-2")).isInstanceOf(Mismatch.class);
    }

    @Test
    void passesOverAFormerIdentityThatFailsInAnyWay() {
        deliver(POLICY, 2, BODY);
        IdempotencyPolicy policy = CHANGED.withFormerIdentity(ownBytes(body -> (byte[]) body))
                .withFormerIdentity(ownBytes(body -> {
                    throw new IllegalStateException("never seen such a request");
                }))
                .withFormerIdentity(RequestIdentity.wholeBody());

        assertThat(deliver(policy, 1, BODY)).isInstanceOf(Executed.class);
        assertThat(deliver(policy, 1, SENT_LATER)).isInstanceOf(Replayed.class);
        assertThat(deliver(policy, 2, BODY)).isInstanceOf(Replayed.class);
        assertThat(deliver(policy, 2, SENT_LATER)).isInstanceOf(Mismatch.class);
    }

    private Outcome<String> deliver(IdempotencyPolicy policy, int request, String body) {
        return service(db, policy).execute(key(request), body, String.class, tx -> "done");
    }

    private Outcome<String> lease(IdempotencyPolicy policy) {
        return service(db, policy).executeLeased(key(1), BODY, String.class, lease -> "done");
    }
}
