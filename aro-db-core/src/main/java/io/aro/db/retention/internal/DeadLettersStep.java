package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static org.jooq.impl.DSL.condition;

import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.repository.Session;
import io.aro.db.retention.StepKind;
import io.aro.db.retention.internal.ArchivedTables.KeyDigest;
import io.aro.db.retention.internal.ArchivedTables.Keys;
import io.aro.db.schema.tables.records.DeadLettersRecord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;

/** The step that archives resolved dead letters after their last attempt. */
final class DeadLettersStep implements RetentionStep, ArchiveSource {

    private static final int LARGEST = 500;

    private final Session session;
    private final Archiver archiver;
    private final Instant before;

    DeadLettersStep(Session session, Archiver archiver, Instant before) {
        this.session = session;
        this.archiver = archiver;
        this.before = before;
    }

    @Override
    public StepKind kind() {
        return StepKind.DEAD_LETTERS;
    }

    @Override
    public void count(StepCounter counter) {
        counter.add(session, DEAD_LETTERS, DEAD_LETTERS.LAST_ATTEMPT_AT, dsl -> due(before));
    }

    @Override
    public void run(StepCounter counter) {
        archiver.move(this, counter);
    }

    @Override
    public String name() {
        return DEAD_LETTERS.getName();
    }

    /** Every attempt follows the creation; the redundant condition on the creation uses an index. */
    private static Condition due(Instant before) {
        return DEAD_LETTERS
                .CREATED_AT
                .lt(before)
                .and(DEAD_LETTERS.LAST_ATTEMPT_AT.lt(before))
                .and(condition(DEAD_LETTERS.ARCHIVED))
                .and(HoldGate.freeDeadLetters());
    }

    @Override
    public Selection select(Session snapshot, int limit, Segment segment) {
        List<DeadLettersRecord> letters = snapshot.read(dsl -> dsl.selectFrom(DEAD_LETTERS)
                .where(due(before))
                .orderBy(DEAD_LETTERS.CREATED_AT.desc(), DEAD_LETTERS.ID.desc())
                .limit(Math.min(limit, LARGEST))
                .fetch());
        letters.forEach(letter -> segment.write(DEAD_LETTERS, letter, letter.getLastAttemptAt()));
        return new Letters(before, letters);
    }

    /** Dead letters in a segment. */
    private record Letters(Instant before, List<DeadLettersRecord> rows) implements Selection {

        @Override
        public int count() {
            return rows.size();
        }

        @Override
        public boolean delete(InternalSession tx, Keys archived) {
            List<UUID> ids = rows.stream().map(DeadLettersRecord::getId).toList();
            List<DeadLettersRecord> deleted = tx.write(dsl -> dsl.deleteFrom(DEAD_LETTERS)
                    .where(DEAD_LETTERS.ID.in(ids))
                    .and(due(before))
                    .returning()
                    .fetch());
            return deleted.size() == rows.size() && deleted.containsAll(rows) && keys().equals(archived);
        }

        /** The deletion returns the rows in arbitrary order; the digest uses the order of the segment. */
        private Keys keys() {
            KeyDigest keys = new KeyDigest();
            rows.forEach(letter -> keys.add(DEAD_LETTERS, letter));
            return keys.end();
        }
    }
}
