package io.aro.db.retention;

import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A segment archived by a different database. */
@BothEngines
class ForeignSegmentTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);

    private final AroDatabase db;
    private final TestClock clock;

    @TempDir
    private Path folder = Path.of("");

    ForeignSegmentTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
    }

    @Test
    void isNeitherReadNorPutBack() {
        anEvent().insert(db);
        Segment foreign = archiveOfAnotherDatabase();
        List<String> before = Everything.in(db);
        ArchivedSegmentRepository segments =
                db.retention(FileArchive.in(folder)).archive();

        for (ThrowingCallable door : List.<ThrowingCallable>of(
                () -> segments.restore(foreign.id()),
                () -> segments.read(foreign.id(), row -> {
                    throw new IllegalStateException("a row was handed on");
                }))) {
            assertThatExceptionOfType(ArchiveException.class)
                    .isThrownBy(door)
                    .withMessageContaining(
                            "is not recorded by this database; open the archive with the database of its origin");
        }

        assertThat(segments.verify().problems())
                .singleElement()
                .asString()
                .contains(foreign.id().toString(), "is not recorded by this database");
        assertThat(Everything.in(db)).isEqualTo(before);
        assertThat(segments.findAll()).containsExactly(foreign);
    }

    private Segment archiveOfAnotherDatabase() {
        FileArchive archive = FileArchive.in(folder);
        try (AroDatabase other = AroDatabase.open(SqliteConfig.inMemory().withClock(clock))) {
            anEvent().at(Instant.parse("2023-06-01T00:00:00Z")).insert(other);
            other.retention(archive).run(POLICY);
        }
        return archive.segments().getFirst();
    }
}
