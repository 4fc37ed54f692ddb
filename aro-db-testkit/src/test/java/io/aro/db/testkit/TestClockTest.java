package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TestClockTest {

    private final TestClock clock = TestClock.create();

    @Test
    void startsAtTheSameMicrosecondInEveryTest() {
        assertThat(clock.instant()).isEqualTo("2026-03-02T15:04:05.123456Z");
    }

    @Test
    void standsStillUntilItIsAdvanced() {
        Instant start = clock.instant();

        Instant later = clock.advance(Duration.ofMinutes(90));

        assertThat(later).isEqualTo(start.plus(Duration.ofMinutes(90))).isEqualTo(clock.instant());
    }

    @Test
    void jumpsToAnInstantWithoutWhatNoDatabaseKeeps() {
        clock.set(Instant.parse("2026-12-31T23:59:59.123456789Z"));

        assertThat(clock.instant()).isEqualTo("2026-12-31T23:59:59.123456Z");
    }
}
