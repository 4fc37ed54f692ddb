package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.ARCHIVE_SEGMENTS;
import static io.aro.db.schema.Tables.ERASURES;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.sum;

import io.aro.db.archive.ArchiveException;
import io.aro.db.archive.Segment;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.ArchiveSegmentsRecord;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rows of {@code archive_segments}, which decide on the validity of segments. */
public final class SegmentRows {

    private SegmentRows() {}

    /** Returns a number that increases with every erasure. */
    public static long erasures(Session session) {
        BigDecimal times = session.read(dsl -> dsl.select(coalesce(sum(ERASURES.TIMES), inline(BigDecimal.ZERO)))
                .from(ERASURES)
                .fetchSingle()
                .value1());
        return times.longValueExact();
    }

    /** Records a segment in the transaction that deletes its rows. */
    public static void record(Session tx, Segment segment) {
        ArchiveSegmentsRecord row = new ArchiveSegmentsRecord();
        row.setId(segment.id());
        row.setSource(segment.source());
        row.setRowCount(segment.rowCount());
        row.setSha256(segment.sha256());
        row.setOldest(segment.oldest());
        row.setNewest(segment.newest());
        row.setArchivedAt(tx.now());
        tx.write(dsl -> dsl.insertInto(ARCHIVE_SEGMENTS).set(row).execute());
    }

    /**
     * Marks a segment as restored, and returns whether it was not restored before.
     *
     * @throws ArchiveException if the segment differs from its record
     */
    public static boolean restore(Session tx, Segment segment) {
        Optional<ArchiveSegmentsRecord> row = tx.write(dsl -> dsl.update(ARCHIVE_SEGMENTS)
                .set(ARCHIVE_SEGMENTS.RESTORED_AT, tx.now())
                .where(ARCHIVE_SEGMENTS.ID.eq(segment.id()))
                .and(ARCHIVE_SEGMENTS.RESTORED_AT.isNull())
                .returning()
                .fetchOptional());
        row.ifPresent(recorded -> requireRecorded(recorded, segment));
        return row.isPresent();
    }

    /**
     * Checks a segment against its record.
     *
     * @throws ArchiveException if the segment differs from its record
     */
    public static void requireRecorded(ArchiveSegmentsRecord recorded, Segment segment) {
        if (!segment.sha256().equals(recorded.getSha256()) || segment.rowCount() != recorded.getRowCount()) {
            throw new ArchiveException(
                    String.format(
                            Locale.ROOT,
                            "The segment %s differs from the record in the database; put it back from a copy of the archive.",
                            segment.id()),
                    null);
        }
    }

    /**
     * Checks that this database has a record of the segment, without a difference.
     *
     * @throws ArchiveException if the segment is not recorded, or differs from its record
     */
    public static void requireKnown(Session session, Segment segment) {
        ArchiveSegmentsRecord recorded = find(session, segment.id())
                .orElseThrow(() -> new ArchiveException(
                        String.format(
                                Locale.ROOT,
                                "The segment %s is not recorded by this database; open the archive with the database of its origin.",
                                segment.id()),
                        null));
        requireRecorded(recorded, segment);
    }

    /** Returns the records of segments not restored, in the order of their creation. */
    public static List<ArchiveSegmentsRecord> counting(Session session) {
        return session.read(dsl -> dsl.selectFrom(ARCHIVE_SEGMENTS)
                .where(ARCHIVE_SEGMENTS.RESTORED_AT.isNull())
                .orderBy(ARCHIVE_SEGMENTS.ID)
                .fetch());
    }

    /** Returns the ids of restored segments, whose rows are in the database again. */
    public static Set<UUID> restored(Session session) {
        return session.read(dsl -> dsl.select(ARCHIVE_SEGMENTS.ID)
                .from(ARCHIVE_SEGMENTS)
                .where(ARCHIVE_SEGMENTS.RESTORED_AT.isNotNull())
                .fetchSet(ARCHIVE_SEGMENTS.ID));
    }

    /** Returns whether the rows of a segment are in the database again; false for an unknown segment. */
    public static boolean isRestored(Session session, UUID id) {
        return find(session, id).filter(row -> row.getRestoredAt() != null).isPresent();
    }

    /** Returns the record of a segment, restored or not. */
    public static Optional<ArchiveSegmentsRecord> find(Session session, UUID id) {
        return session.read(dsl -> dsl.selectFrom(ARCHIVE_SEGMENTS)
                .where(ARCHIVE_SEGMENTS.ID.eq(id))
                .fetchOptional());
    }
}
