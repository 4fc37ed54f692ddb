package io.aro.db.retention;

import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.archive.SegmentWriter;
import io.aro.db.internal.RowJson;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.ChildProcess;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(180)
class LargeRestoreTest {

    private static final Instant JUNE = Instant.parse("2023-06-01T00:00:00Z");
    private static final int ROWS = 3_500;
    private static final int LETTERS = 8_000;

    private final AroDatabase db;
    private final TestDatabase database;

    @TempDir
    private Path folder = Path.of("");

    LargeRestoreTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    void needsLessMemoryThanTheRowsOfTheSegmentTake() {
        Segment segment = largeSegment();

        try (ChildProcess restoring = ChildProcess.of(
                        Restoring.class, folder.toString(), segment.id().toString())
                .option("-Xmx26m")
                .on(database)
                .start()) {
            restoring.awaitLine("restored " + ROWS);
        }

        assertThat((long) ROWS * LETTERS).isGreaterThan(26L << 20);
        assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(EVENTS))).isEqualTo(ROWS + 1);
    }

    private Segment largeSegment() {
        UUID model = anEvent().at(JUNE).insert(db);
        ObjectNode row = db.session()
                .read(dsl -> dsl.selectFrom(EVENTS).where(EVENTS.ID.eq(model)).fetchSingle(RowJson::of));
        row.putObject("data").put("text", "x".repeat(LETTERS));
        try (SegmentWriter writer = FileArchive.in(folder).begin(db.session().newId(), "events")) {
            for (int i = 0; i < ROWS; i++) {
                row.put("id", new UUID(model.getMostSignificantBits(), i).toString());
                writer.write(new ArchivedRow("events", row), JUNE);
            }
            Segment segment = writer.prepare();
            db.session().atomically(tx -> {
                Ledger.record(tx, segment);
                return segment;
            });
            writer.commit();
            return segment;
        }
    }

    /** Puts the rows of a segment back. */
    static final class Restoring {

        private Restoring() {}

        @SuppressWarnings("SystemOut")
        public static void main(String[] arguments) {
            try (AroDatabase db = AroDatabase.open(ChildProcess.database())) {
                long rows = db.retention(FileArchive.in(Path.of(arguments[0])))
                        .archive()
                        .restore(UUID.fromString(arguments[1]));
                System.out.println("restored " + rows);
            }
        }
    }
}
