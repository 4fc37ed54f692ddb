package io.aro.db.spring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The readings of a value in an interval. */
class SampledTest {

    private final AtomicLong nanoTime = new AtomicLong(-7);
    private final AtomicInteger readings = new AtomicInteger();
    private final Sampled<Integer> sampled =
            new Sampled<>(readings::incrementAndGet, Duration.ofMinutes(1), nanoTime::get);

    @Test
    void readsOnceInAnInterval() {
        assertThat(sampled.get()).isEqualTo(1);
        nanoTime.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(sampled.get()).isEqualTo(1);

        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(sampled.get()).isEqualTo(2);
        assertThat(readings).hasValue(2);
    }

    @Test
    void hasNoValueAfterAFailureUntilTheNextReading() {
        Sampled<Integer> failing = new Sampled<>(
                () -> {
                    if (readings.incrementAndGet() == 1) {
                        throw new IllegalStateException("the server is down");
                    }
                    return readings.get();
                },
                Duration.ofMinutes(1),
                nanoTime::get);

        assertThat(failing.get()).isNull();
        assertThat(failing.get()).isNull();
        nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(failing.get()).isEqualTo(2);
    }
}
