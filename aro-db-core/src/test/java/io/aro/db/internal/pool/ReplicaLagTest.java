package io.aro.db.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The lag of a replica by the positions of its primary. */
class ReplicaLagTest {

    private final ReplicaLag lag = new ReplicaLag(Duration.ofNanos(100));

    @Test
    void isUnknownWithoutAReadingThatTheReplicaHasReached() {
        assertThat(lag.completeUntil(5)).isEmpty();

        lag.primaryWasAt(10, 1);

        assertThat(lag.completeUntil(9)).isEmpty();
    }

    @Test
    void endsAtTheLatestReadingReached() {
        lag.primaryWasAt(10, 1);
        lag.primaryWasAt(20, 2);
        lag.primaryWasAt(30, 3);

        assertThat(lag.completeUntil(25)).hasValue(2);
        assertThat(lag.completeUntil(30)).hasValue(3);
    }

    @Test
    void isNoneOnAnIdlePrimary() {
        lag.primaryWasAt(10, 1);
        lag.primaryWasAt(10, 90);

        assertThat(lag.completeUntil(10)).hasValue(90);
    }

    @Test
    void forgetsReadingsOlderThanAnyAllowedLag() {
        lag.primaryWasAt(10, 1);
        lag.primaryWasAt(20, 200);

        assertThat(lag.completeUntil(15)).isEmpty();
    }

    @Test
    void beginsAnewAfterAChangeOfAServer() {
        lag.primaryWasAt(10, 1);
        assertThat(lag.completeUntil(10)).hasValue(1);

        lag.reset();

        assertThat(lag.completeUntil(10)).isEmpty();
    }
}
