package io.aro.db.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.testkit.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A full disk of a SQLite database in the middle of a deletion. SQLite then rolls the transaction back by itself. */
class FullDiskRetentionTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults();

    @TempDir
    private Path folder = Path.of("");

    private Path archive() {
        return folder.resolve("archive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"events", "appointments", "dead_letters"})
    void losesNothingAndGoesOnOnceThereIsRoom(String source) throws IOException {
        TestClock clock = TestClock.at(Instant.parse("2026-11-15T12:00:00Z"));
        try (AroDatabase db =
                AroDatabase.open(SqliteConfig.file(folder.resolve("aro.db")).withClock(clock))) {
            OldClinic.fill(db, clock, 3);
            List<String> before = Everything.in(db);
            needMuchRoomFor(db, source);
            limit(db, pages(db) + 50);

            assertThatExceptionOfType(AroDatabaseException.class)
                    .isThrownBy(() -> db.retention(FileArchive.in(archive())).run(POLICY))
                    .withMessageContaining("full")
                    .satisfies(full -> assertThat(full.isRetryable()).isTrue());

            assertThat(Everything.in(db, archive())).isEqualTo(before);
            assertThat(FileArchive.in(archive()).segments())
                    .extracting(Segment::source)
                    .doesNotContain(source);

            limit(db, 1_000_000);
            db.retention(FileArchive.in(archive())).run(POLICY);

            assertThat(Everything.in(db, archive())).isEqualTo(before);
            assertThat(FileArchive.in(archive()).segments())
                    .extracting(Segment::source)
                    .contains(source);
            assertThat(db.retention(FileArchive.in(archive()))
                            .archive()
                            .verify()
                            .problems())
                    .isEmpty();
        }
        try (Stream<Path> files = Files.walk(archive())) {
            assertThat(files.filter(Files::isRegularFile))
                    .allMatch(file -> file.toString().matches(".*\\.(json|jsonl\\.gz)"));
        }
    }

    /** Enlarges the segment's record: the pages freed by a deletion would be enough for a small record. */
    private static void needMuchRoomFor(AroDatabase db, String source) {
        db.session().write(dsl -> dsl.execute("CREATE TABLE ballast (weight BLOB)"));
        db.session()
                .write(dsl -> dsl.execute("CREATE TRIGGER heavy AFTER INSERT ON archive_segments WHEN NEW.source = '"
                        + source + "' BEGIN INSERT INTO ballast VALUES (zeroblob(4000000)); END"));
    }

    private static int pages(AroDatabase db) {
        return db.session()
                .<Integer>write(dsl -> dsl.fetch("PRAGMA page_count")
                        .getValues(0, Integer.class)
                        .getFirst());
    }

    /** Limits the pages of the writer's connection, the only writing connection. */
    private static void limit(AroDatabase db, int pages) {
        db.session().write(dsl -> dsl.execute("PRAGMA max_page_count = " + pages));
    }
}
