package io.aro.db.retention;

import static io.aro.db.testkit.builder.Builders.anEvent;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/** Kills of a run that archives and drops a whole month of events. */
@BothEngines(Engine.POSTGRES_18)
class MonthDropCrashTest extends RetentionCrashContract {

    MonthDropCrashTest(TestDatabase database) {
        super(database);
    }

    /** Inserts a month of expired events, and events of today. */
    @Override
    void fill(AroDatabase db, TestClock clock) {
        Instant now = clock.instant();
        ZonedDateTime then = now.atZone(ZoneOffset.UTC).minusMonths(26);
        clock.set(then.toInstant());
        db.retention(FileArchive.in(Path.of("never-written"))).makePartitions(YearMonth.from(then));
        anEvent().insertMany(20, db);
        clock.set(now);
        anEvent().insertMany(3, db);
    }

    @Override
    List<String> landmarks() {
        return List.of("after prepare", "after drop", "before commit of the segment");
    }
}
