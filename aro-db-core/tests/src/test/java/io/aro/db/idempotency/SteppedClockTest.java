package io.aro.db.idempotency;

import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.POLICY;
import static io.aro.db.idempotency.Deliveries.claimAndDie;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.fail;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.time.Duration;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** A clock set back under keys in progress. */
@BothEngines
class SteppedClockTest {

    private static final IdempotencyKey KEY = key(1);
    private static final Duration STEP = Duration.ofHours(-5);

    private final AroDatabase db;
    private final TestClock clock;

    SteppedClockTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Test
    void asksForNoLongerWaitThanTheLease() {
        claimAndDie(db, KEY);
        clock.advance(Duration.ofMinutes(10));
        assertThat(retryAfter(lease(db, KEY, "early"))).isEqualTo(POLICY.lease().minusMinutes(10));

        clock.advance(STEP);

        assertThat(retryAfter(lease(db, KEY, "early"))).isEqualTo(POLICY.lease());
        assertThat(retryAfter(execute(db, KEY, "early"))).isEqualTo(POLICY.lease());
    }

    @Test
    void asksForNoLongerWaitThanTheRestAfterAFailure() {
        fail(service(db), KEY, failure -> FailureAction.retry());
        Duration rest = retryAfter(lease(db, KEY, "early"));

        clock.advance(STEP);

        assertThat(rest).isLessThanOrEqualTo(POLICY.maxBackoff());
        assertThat(retryAfter(lease(db, KEY, "early"))).isEqualTo(rest);
    }

    @Test
    void asksForNoLongerWaitThanALockIsHeld() {
        service(db).checkAndLock(KEY, Duration.ofDays(1));

        clock.advance(STEP);

        assertThat(retryAfter(execute(db, KEY, "early"))).isEqualTo(POLICY.lease());
    }

    @Test
    void putsALeaseRightWithItsNextRenewal() {
        service(db).executeLeased(KEY, BODY, String.class, lease -> {
            clock.advance(STEP);
            lease.useTransaction(tx -> {});

            assertThat(service(db).keys().get(KEY).leaseUntil())
                    .isEqualTo(clock.instant().plus(POLICY.lease()));
            return "done";
        });

        assertThat(execute(db, KEY, "not reached")).isEqualTo(new Replayed<>("done"));
    }

    @Test
    void givesTheKeyOfADeadOwnerToAnotherOnceTheClockHasComeThatFarAgain() {
        claimAndDie(db, KEY);
        clock.advance(STEP);

        clock.advance(STEP.negated().plus(POLICY.lease()));

        assertThat(lease(db, KEY, "later")).isEqualTo(new Executed<>("later"));
    }

    private static Duration retryAfter(Outcome<String> outcome) {
        return assertThat(outcome)
                .asInstanceOf(InstanceOfAssertFactories.type(InProgress.class))
                .actual()
                .retryAfter();
    }
}
