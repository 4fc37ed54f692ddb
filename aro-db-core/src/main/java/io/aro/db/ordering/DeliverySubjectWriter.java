package io.aro.db.ordering;

import static io.aro.db.internal.naming.QualifiedNames.excluded;
import static io.aro.db.schema.Tables.DELIVERY_SUBJECTS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.when;

import io.aro.db.internal.session.ErasedNames;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.DeliverySubjects;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * The writer of {@code delivery_subjects} in one scope.
 *
 * <p>A row has the plain name of its subject, or a keyed hash after an erasure.
 */
final class DeliverySubjectWriter {

    private static final DeliverySubjects OTHER = DELIVERY_SUBJECTS.as("twin");

    private final Session session;
    private final String scope;

    DeliverySubjectWriter(Session session, String scope) {
        this.session = session;
        this.scope = scope;
    }

    /**
     * The row after the write.
     *
     * @param occurredAt the time of the newest event
     * @param createdAt the time of the insertion of the row
     * @param twin the name of a second row of the subject in the statement's snapshot; null without a second row
     */
    private record Written(
            Instant occurredAt, Instant createdAt, @Nullable String twin) {}

    /**
     * Records an event and returns the time of the subject's newest event; one statement, or three after an erasure.
     */
    Instant remember(String source, String subject, Instant occurred) {
        Instant now = session.now();
        Written row = write(source, subject, occurred, now);
        String twin = row.twin();
        if (twin == null || !row.createdAt().equals(now)) {
            return row.occurredAt();
        }
        session.<Integer>write(dsl -> dsl.deleteFrom(DELIVERY_SUBJECTS)
                .where(isOf(DELIVERY_SUBJECTS, source))
                .and(DELIVERY_SUBJECTS.SUBJECT.eq(subject))
                .execute());
        // The plain name means a rename or deletion after the statement's snapshot; the next statement sees the change.
        return twin.equals(subject)
                ? write(source, erasedIfThere(source, subject), occurred, now).occurredAt()
                : write(source, twin, occurred, now).occurredAt();
    }

    private Written write(String source, String subject, Instant occurred, Instant now) {
        Condition late = excluded(DELIVERY_SUBJECTS.OCCURRED_AT).lt(DELIVERY_SUBJECTS.OCCURRED_AT);
        return session.write(dsl -> dsl.insertInto(DELIVERY_SUBJECTS)
                .set(DELIVERY_SUBJECTS.SCOPE, scope)
                .set(DELIVERY_SUBJECTS.SOURCE, source)
                .set(DELIVERY_SUBJECTS.SUBJECT, subject)
                .set(DELIVERY_SUBJECTS.OCCURRED_AT, occurred)
                .set(DELIVERY_SUBJECTS.CREATED_AT, now)
                .set(DELIVERY_SUBJECTS.UPDATED_AT, now)
                .onConflict(DELIVERY_SUBJECTS.SCOPE, DELIVERY_SUBJECTS.SOURCE, DELIVERY_SUBJECTS.SUBJECT)
                .doUpdate()
                .set(
                        DELIVERY_SUBJECTS.OCCURRED_AT,
                        when(late, DELIVERY_SUBJECTS.OCCURRED_AT).otherwise(excluded(DELIVERY_SUBJECTS.OCCURRED_AT)))
                .set(
                        DELIVERY_SUBJECTS.SUPERSEDED,
                        when(late, DELIVERY_SUBJECTS.SUPERSEDED.plus(1)).otherwise(DELIVERY_SUBJECTS.SUPERSEDED))
                .set(
                        DELIVERY_SUBJECTS.LAST_SUPERSEDED_AT,
                        when(late, excluded(DELIVERY_SUBJECTS.UPDATED_AT))
                                .otherwise(DELIVERY_SUBJECTS.LAST_SUPERSEDED_AT))
                .set(DELIVERY_SUBJECTS.UPDATED_AT, excluded(DELIVERY_SUBJECTS.UPDATED_AT))
                .returningResult(
                        DELIVERY_SUBJECTS.OCCURRED_AT, DELIVERY_SUBJECTS.CREATED_AT, twin(dsl, source, subject, now))
                .fetchSingle(row -> new Written(row.value1(), row.value2(), row.value3())));
    }

    private Field<String> twin(DSLContext dsl, String source, String subject, Instant now) {
        String erased = erased(dsl, source, subject);
        Condition former = OTHER.SUBJECT.eq(subject).and(OTHER.CREATED_AT.ne(now));
        return field(select(OTHER.SUBJECT)
                .from(OTHER)
                .where(isOf(OTHER, source))
                .and(OTHER.SUBJECT.eq(erased).or(former))
                .orderBy(when(OTHER.SUBJECT.eq(erased), inline(0)).otherwise(inline(1)))
                .limit(1));
    }

    private String erasedIfThere(String source, String subject) {
        return find(source, subject).map(DeliverySubject::subject).orElse(subject);
    }

    /** Prefers the row renamed by an erasure. A concurrent insert may not have seen this older row yet. */
    Optional<DeliverySubject> find(String source, String subject) {
        return session.readPrimary(dsl -> dsl.selectFrom(DELIVERY_SUBJECTS)
                .where(isOf(DELIVERY_SUBJECTS, source))
                .and(DELIVERY_SUBJECTS.SUBJECT.in(subject, erased(dsl, source, subject)))
                .orderBy(when(DELIVERY_SUBJECTS.SUBJECT.eq(subject), inline(1)).otherwise(inline(0)))
                .limit(1)
                .fetchOptional(DeliverySubject::of));
    }

    private Condition isOf(DeliverySubjects subjects, String source) {
        return subjects.SCOPE.eq(scope).and(subjects.SOURCE.eq(source));
    }

    private String erased(DSLContext dsl, String source, String subject) {
        return ErasedNames.of(dsl, DELIVERY_SUBJECTS, scope, source, subject);
    }
}
