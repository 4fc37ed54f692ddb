package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.idempotency.internal.protocol.JitteredBackoff;
import io.aro.db.refusal.InvalidValueException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IdempotencyPolicyTest {

    private static final IdempotencyPolicy POLICY = IdempotencyPolicy.of(Duration.ofDays(7), Duration.ofDays(2));
    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "evt-1");

    @Test
    @DisplayName(
            "F12: each retention exceeds all resends of its sender, and each response time exceeds the automatic resends")
    void remembersLongerThanTheSenderResends() {
        Map<String, List<Duration>> documented = Map.of(
                "stripe", List.of(Duration.ofDays(3), Duration.ofDays(30)),
                "calendly", List.of(Duration.ofHours(24), Duration.ofHours(24)),
                "twilio", List.of(Duration.ofSeconds(15), Duration.ofSeconds(15)),
                "any other", List.of(Duration.ofDays(5), Duration.ofDays(30)));

        documented.forEach((source, resends) -> {
            IdempotencyPolicy policy = IdempotencyPolicies.defaults().policy(source);
            assertThat(policy.response()).as(source).isGreaterThan(resends.getFirst());
            assertThat(policy.retention()).as(source).isGreaterThan(resends.getLast());
            assertThat(policy.retention()).isGreaterThanOrEqualTo(policy.response());
        });
    }

    @Test
    void restsLongerWithEachAttemptUpToTheLongest() {
        List<Duration> rests = IntStream.rangeClosed(1, 40)
                .mapToObj(n -> JitteredBackoff.of(POLICY, KEY, n))
                .toList();

        for (int attempt = 1; attempt <= 8; attempt++) {
            Duration full = Duration.ofSeconds(10).multipliedBy(1L << (attempt - 1));
            assertThat(rests.get(attempt - 1)).isBetween(full.dividedBy(2), full);
        }
        assertThat(rests.subList(0, 8)).isSorted().doesNotHaveDuplicates();
        assertThat(rests).allSatisfy(rest -> assertThat(rest).isLessThanOrEqualTo(Duration.ofHours(1)));
        assertThat(rests.subList(10, 40))
                .allSatisfy(rest -> assertThat(rest).isGreaterThanOrEqualTo(Duration.ofMinutes(30)));
    }

    @Test
    void restsAsLongEachTimeForOneKeyAndDifferentlyForMany() {
        Set<Duration> rests = new HashSet<>();
        for (int n = 1; n <= 200; n++) {
            IdempotencyKey key = IdempotencyKey.of("calendly", "evt-" + n);
            assertThat(JitteredBackoff.of(POLICY, key, 3)).isEqualTo(JitteredBackoff.of(POLICY, key, 3));
            rests.add(JitteredBackoff.of(POLICY, key, 3));
        }

        assertThat(rests).hasSizeGreaterThan(30);
    }

    @Test
    void needNotRest() {
        IdempotencyPolicy impatient = POLICY.withBackoff(Duration.ZERO, Duration.ZERO);

        assertThat(JitteredBackoff.of(impatient, KEY, 1)).isZero();
        assertThat(JitteredBackoff.of(impatient, KEY, 100)).isZero();
    }

    @Test
    void refusesWhatIsOutOfRange() {
        refuses("lease", () -> POLICY.withLease(Duration.ofMillis(99)));
        refuses("lease", () -> POLICY.withLease(Duration.ofDays(1).plusNanos(1)));
        refuses("lease", () -> POLICY.withLease(Duration.ofSeconds(-1)));
        refuses("max attempts", () -> POLICY.withMaxAttempts(0));
        refuses("max response bytes", () -> POLICY.withMaxResponseBytes(0));
        refuses("initial backoff", () -> POLICY.withBackoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        refuses("initial backoff", () -> POLICY.withBackoff(Duration.ofSeconds(-1), Duration.ofSeconds(1)));
        refuses("max backoff", () -> POLICY.withBackoff(Duration.ZERO, Duration.ofDays(8)));
        refuses("retention", () -> IdempotencyPolicy.of(Duration.ofSeconds(59), Duration.ZERO));
        refuses("retention", () -> IdempotencyPolicy.of(Duration.ofDays(3651), Duration.ZERO));
        refuses("response", () -> IdempotencyPolicy.of(Duration.ofDays(1), Duration.ofDays(2)));
        refuses("response", () -> IdempotencyPolicy.of(Duration.ofDays(1), Duration.ofDays(-1)));
    }

    @Test
    void takesWhatIsAtTheEdgeOfARange() {
        assertThat(POLICY.withLease(Duration.ofMillis(100))
                        .withMaxAttempts(1)
                        .withMaxResponseBytes(1)
                        .lease())
                .isEqualTo(Duration.ofMillis(100));
        assertThat(IdempotencyPolicy.of(Duration.ofDays(3650), Duration.ofDays(3650))
                        .retention())
                .isEqualTo(Duration.ofDays(3650));
    }

    @Test
    void givesEachSourceItsOwnPolicyAndTheOthersTheFallback() {
        IdempotencyPolicies policies = IdempotencyPolicies.defaults()
                .withPolicy("square", POLICY.withMaxAttempts(9))
                .withFallback(POLICY.withMaxAttempts(2));

        assertThat(policies.policy("square").maxAttempts()).isEqualTo(9);
        assertThat(policies.policy("unheard of").maxAttempts()).isEqualTo(2);
        assertThat(policies.policy("stripe"))
                .isEqualTo(IdempotencyPolicies.defaults().policy("stripe"));
        assertThat(IdempotencyPolicies.defaults().policy("square").maxAttempts())
                .isEqualTo(5);
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(call)
                .withMessageContaining("The value of " + field + " ");
    }
}
