package io.aro.db.retention;

import io.aro.db.AroDatabase;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.ArchivedRow;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.archive.SegmentWriter;
import io.aro.db.testkit.process.Checkpoints;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** A single retention run in a process, by the system's clock, with points before and after each archive step. */
final class RetentionProcess {

    private RetentionProcess() {}

    public static void main(String[] arguments) {
        Checkpoints checkpoints = Checkpoints.ofThisProcess();
        Path archive = Path.of(checkpoints.start());
        try (AroDatabase db = checkpoints.open()) {
            db.retention(new PacedArchive(FileArchive.in(archive), checkpoints))
                    .run(RetentionPolicy.defaults().withMonthsAhead(1));
        }
        checkpoints.end("done");
    }

    /** An archive that pauses around each step. */
    private record PacedArchive(ArchiveSink files, Checkpoints checkpoints) implements ArchiveAround {

        @Override
        public SegmentWriter begin(UUID id, String source) {
            checkpoints.reach("before begin " + source);
            return new PacedWriter(files.begin(id, source), checkpoints);
        }
    }

    private record PacedWriter(SegmentWriter file, Checkpoints checkpoints) implements SegmentWriter {

        @Override
        public void write(ArchivedRow row, Instant at) {
            file.write(row, at);
        }

        @Override
        public Segment prepare() {
            checkpoints.reach("before prepare");
            Segment segment = file.prepare();
            checkpoints.reach("after prepare");
            return segment;
        }

        @Override
        public void commit() {
            checkpoints.reach("before commit of the segment");
            file.commit();
            checkpoints.reach("after commit of the segment");
        }

        @Override
        public void discard() {
            file.discard();
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
