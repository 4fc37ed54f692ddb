package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.claimAndDie;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.service;
import static io.aro.db.idempotency.Deliveries.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.internal.protocol.Fingerprint;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Redeliveries across an upgrade to a library with a new fingerprint rule. */
@BothEngines
class FingerprintUpgradeTest {

    private static final String OTHER_RULE = "9:" + "0a".repeat(32);

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;

    FingerprintUpgradeTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
    }

    @Test
    void storesTheNumberOfTheRule() throws SQLException {
        execute(db, key(1), "done");

        assertThat(fingerprints()).singleElement().asString().matches("2:[0-9a-f]{64}");
    }

    @Test
    void replaysARequestWhoseRuleItDoesNotKnow() throws SQLException {
        execute(db, key(1), "done");
        update(database, "UPDATE idempotency_keys SET fingerprint = '" + OTHER_RULE + "'");

        assertThat(execute(db, key(1), "not reached")).isEqualTo(new Replayed<>("done"));
        assertThat(fingerprints()).containsExactly(OTHER_RULE);
    }

    @Test
    void goesOnWithWorkWhoseRuleItDoesNotKnowUnderTheSameKeysForOthers() throws SQLException {
        claimAndDie(db, key(1));
        fail(service(db), key(2), failure -> FailureAction.retry());
        String downstream = downstreamKey(3);
        update(database, "UPDATE idempotency_keys SET fingerprint = '" + OTHER_RULE + "'");
        clock.advance(POLICY.lease().plus(POLICY.maxBackoff()));

        String first = downstreamKey(1);
        String second = downstreamKey(2);

        assertThat(fingerprints()).containsExactly(OTHER_RULE, OTHER_RULE, OTHER_RULE);
        assertThat(List.of(first, second, downstream)).doesNotHaveDuplicates();
        assertThat(first).isEqualTo(Fingerprint.ofParts(List.of("", "calendly", "evt-1", OTHER_RULE, "charge")));
    }

    @Test
    void tellsRequestsOfTheRuleItKnowsApart() throws SQLException {
        claimAndDie(db, key(1));
        fail(service(db), key(2), failure -> FailureAction.retry());
        clock.advance(POLICY.lease().plus(POLICY.maxBackoff()));

        for (IdempotencyKey key : List.of(key(1), key(2))) {
            assertThat(service(db).execute(key, "{}", String.class, tx -> "not reached"))
                    .isInstanceOf(Mismatch.class);
        }
        assertThat(fingerprints()).hasSize(2).doesNotContain(OTHER_RULE);
    }

    private String downstreamKey(int number) {
        Outcome<String> outcome =
                service(db).executeLeased(key(number), BODY, String.class, lease -> lease.downstreamKey("charge"));
        return ((Executed<String>) outcome).response();
    }

    private List<String> fingerprints() throws SQLException {
        return Rows.query(database, "SELECT fingerprint FROM idempotency_keys ORDER BY key");
    }
}
