package io.aro.db.retention.internal;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.archive.Segment;
import io.aro.db.repository.Session;
import io.aro.db.retention.ArchiveCheck;
import io.aro.db.schema.tables.records.ArchiveSegmentsRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A comparison of the archive with the records of the database, during runs and restorations; not thread-safe.
 *
 * <p>The archive is read after the records. A mismatch is therefore checked again before it is reported.
 */
final class Verification {

    private final Session session;
    private final ArchiveSink sink;
    private final List<String> problems = new ArrayList<>();
    private long rows;

    Verification(Session session, ArchiveSink sink) {
        this.session = session;
        this.sink = sink;
    }

    ArchiveCheck run() {
        List<ArchiveSegmentsRecord> recorded = SegmentRows.counting(session);
        Map<UUID, Segment> found = listed();
        for (ArchiveSegmentsRecord row : recorded) {
            Segment listed = found.remove(row.getId());
            check(row, listed == null ? sink.find(row.getSource(), row.getId()) : Optional.of(listed));
        }
        found.keySet().forEach(this::checkUnrecorded);
        return new ArchiveCheck(recorded.size(), rows, problems);
    }

    /** A folder copied within the archive contains the same manifests again. */
    private Map<UUID, Segment> listed() {
        Map<UUID, Segment> listed = new HashMap<>();
        for (Segment segment : sink.segments()) {
            if (listed.putIfAbsent(segment.id(), segment) != null) {
                problems.add(String.format(
                        Locale.ROOT,
                        "The segment %s of %s is in the archive more than once; remove the copy.",
                        segment.id(),
                        segment.source()));
            }
        }
        return listed;
    }

    private void check(ArchiveSegmentsRecord row, Optional<Segment> found) {
        try {
            Segment segment = found.orElseThrow(() -> new ArchiveException(
                    String.format(
                            Locale.ROOT,
                            "The segment %s of %s is missing; put it back from a copy of the archive.",
                            row.getId(),
                            row.getSource()),
                    null));
            SegmentRows.requireRecorded(row, segment);
            sink.read(segment, any -> {});
            rows += segment.rowCount();
        } catch (ArchiveException e) {
            // A restoration since the listing renames the files of the segment; the mismatch is then no problem.
            if (!SegmentRows.isRestored(session, row.getId())) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
    }

    private void checkUnrecorded(UUID id) {
        if (SegmentRows.find(session, id).isEmpty()) {
            problems.add(String.format(
                    Locale.ROOT,
                    "The segment %s is not recorded by this database; it may belong to a different database.",
                    id));
        }
    }
}
