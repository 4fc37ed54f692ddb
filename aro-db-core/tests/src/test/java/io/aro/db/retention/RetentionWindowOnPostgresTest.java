package io.aro.db.retention;

import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * The properties of {@link RetentionWindowTest} with fewer policies: a run creates partitions and needs a new database.
 */
@BothEngines(Engine.POSTGRES_18)
class RetentionWindowOnPostgresTest {

    private static final long DAY = Duration.ofDays(1).toSeconds();

    @RepeatedTest(8)
    void touchesNothingInsideItsWindow(RepetitionInfo repetition, TestDatabase database) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        Period visible = window(random);
        RetentionPolicy policy = RetentionPolicy.defaults()
                .withEvents(window(random))
                .withCompleted(visible, visible.plus(window(random)))
                .withDeadLetters(window(random))
                .withMonthsAhead(1);
        Instant now = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(random.nextLong(3000 * DAY));
        List<Duration> ages = Stream.generate(() -> Duration.ofSeconds(1 + random.nextLong(2900 * DAY)))
                .limit(4)
                .toList();

        RetentionWindowTest.assertTouchesNothing(database, policy, now, ages);
    }

    private static Period window(Random random) {
        return Period.of(random.nextInt(4), random.nextInt(15), random.nextInt(40));
    }
}
