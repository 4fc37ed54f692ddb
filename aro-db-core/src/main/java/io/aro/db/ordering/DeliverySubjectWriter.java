package io.aro.db.ordering;

import static io.aro.db.schema.Tables.DELIVERY_SUBJECTS;
import static org.jooq.impl.DSL.excluded;
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

/** The writer of {@code delivery_subjects} in one scope, under their own names or their names since an erasure. */
final class DeliverySubjectWriter {

    private static final DeliverySubjects OTHER = DELIVERY_SUBJECTS.as("twin");

    private final Session session;
    private final String scope;

    DeliverySubjectWriter(Session session, String scope) {
        this.session = session;
        this.scope = scope;
    }

    /**
     * The row as it has become.
     *
     * @param occurredAt when the newest event occurred
     * @param createdAt when the row was made
     * @param twin the name of another row of the subject, if the snapshot of the statement has one
     */
    private record Written(
            Instant occurredAt, Instant createdAt, @Nullable String twin) {}

    /** Remembers an event, and returns when the newest about its subject occurred; one statement, or three. */
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
        // Its own name means that an erasure has renamed the row since the statement began, which the next one sees.
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

    /** An erased row is the older one, if another has not seen it yet. */
    Optional<DeliverySubject> find(String source, String subject) {
        return session.read(dsl -> dsl.selectFrom(DELIVERY_SUBJECTS)
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
