package io.aro.db.migration.internal.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.MigrationException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LockWaitTest {

    private static final Polling NONE = new Polling(Duration.ZERO, Duration.ofMillis(1));

    @Test
    void namesTheHolderWhenPatienceEnds() {
        LockWait turn =
                new LockWait("aro.db", () -> false, () -> Optional.of("process 7 (since 2026-03-01T10:00:00Z)"));

        assertThatThrownBy(() -> turn.await(NONE))
                .isInstanceOf(MigrationException.class)
                .hasMessage("process 7 (since 2026-03-01T10:00:00Z) still migrates aro.db after 0 minutes; wait for it"
                        + " or end it, then run again.");
    }

    @Test
    void endsWithoutANameWhereTheHolderIsUnknown() {
        LockWait turn = new LockWait("aro.db", () -> false, Optional::empty);

        assertThatThrownBy(() -> turn.await(NONE))
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("Another migrator still migrates aro.db after 0 minutes; ");
    }

    @Test
    void asksForNoHolderWhereTheLockIsFree() {
        AtomicInteger asked = new AtomicInteger();
        LockWait turn = new LockWait("aro.db", () -> true, () -> {
            asked.incrementAndGet();
            return Optional.empty();
        });

        turn.await(NONE);

        assertThat(asked).hasValue(0);
    }

    @Test
    void anInterruptEndsTheWaitAndStays() {
        LockWait turn = new LockWait("aro.db", () -> false, Optional::empty);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> turn.await(NONE))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }
}
