package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.DELIVERY_SUBJECTS;
import static io.aro.db.schema.Tables.ERASURES;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.ContentionRetry;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Session;
import io.aro.db.retention.StepKind;
import io.aro.db.retention.internal.StepCounter.DueRows;
import io.aro.db.schema.tables.Consents;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jooq.Condition;
import org.jooq.Row3;

/** A step that hides or deletes rows without the archive. */
final class DirectStep implements RetentionStep {

    private static final int CONSENT_BATCH = 500;
    private static final int DELIVERY_BATCH = 1000;
    private static final Consents EACH = CONSENTS.as("each");
    private static final Consents LATER = CONSENTS.as("later");
    private static final Row3<String, String, String> SUBJECT =
            row(DELIVERY_SUBJECTS.SCOPE, DELIVERY_SUBJECTS.SOURCE, DELIVERY_SUBJECTS.SUBJECT);

    private final StepKind kind;
    private final Consumer<StepCounter> count;
    private final Consumer<StepCounter> run;

    private DirectStep(StepKind kind, Consumer<StepCounter> count, Consumer<StepCounter> run) {
        this.kind = kind;
        this.count = count;
        this.run = run;
    }

    @Override
    public StepKind kind() {
        return kind;
    }

    @Override
    public void count(StepCounter counter) {
        count.accept(counter);
    }

    @Override
    public void run(StepCounter counter) {
        run.accept(counter);
    }

    /**
     * Creates a step that deletes in batches, each in a separate transaction.
     *
     * @param due counts the due rows
     * @param batch deletes the next rows and returns their number
     * @param size the number of rows in a full batch; a smaller batch is the last
     */
    private static RetentionStep deletion(StepKind kind, LongSupplier due, LongSupplier batch, long size) {
        return new DirectStep(kind, counter -> counter.add(due.getAsLong()), counter -> {
            long deleted;
            do {
                deleted = batch.getAsLong();
                counter.add(deleted);
            } while (deleted == size);
        });
    }

    /** Returns the step that hides completed appointments from lists. */
    static RetentionStep hideCompleted(Session session, Instant before) {
        return new DirectStep(
                StepKind.COMPLETED,
                counter -> {
                    DueRows due = completed(session, before);
                    counter.add(due.count(), due.oldest(), due.newest());
                },
                counter -> {
                    DueRows due = completed(session, before);
                    if (due.count() > 0) {
                        int hidden = new AppointmentRepository(session).archiveCompleted(before);
                        counter.add(hidden, due.oldest(), due.newest());
                    }
                });
    }

    private static DueRows completed(Session session, Instant before) {
        return StepCounter.find(
                session,
                APPOINTMENTS,
                APPOINTMENTS.COMPLETED_AT,
                dsl -> APPOINTMENTS
                        .COMPLETED_AT
                        .lt(before)
                        .and(APPOINTMENTS.STATUS.eq(AppointmentStatus.COMPLETED))
                        .and(APPOINTMENTS.ARCHIVED_AT.isNull())
                        .and(HoldGate.freeAppointments()));
    }

    /**
     * Returns the step of expired idempotency keys.
     *
     * @param due counts the keys
     * @param cleanup deletes the keys in its own batches and returns their number
     */
    static RetentionStep keys(LongSupplier due, LongSupplier cleanup) {
        return deletion(StepKind.KEYS, due, cleanup, Long.MAX_VALUE);
    }

    /** Returns the step of delivery subjects without a recent event. Subjects locked by a delivery are skipped. */
    static RetentionStep deliveries(Connections connections, Instant before) {
        Condition due = DELIVERY_SUBJECTS.UPDATED_AT.lt(before);
        ContentionRetry attempts = new ContentionRetry(connections);
        return deletion(
                StepKind.DELIVERIES,
                () -> connections.session().<Integer>read(dsl -> dsl.fetchCount(DELIVERY_SUBJECTS, due)),
                () -> attempts.<Integer>inTransaction(tx -> deleteDeliveries(tx, due)),
                DELIVERY_BATCH);
    }

    private static int deleteDeliveries(InternalSession tx, Condition due) {
        return tx.write(dsl -> {
            var picked = name("picked")
                    .asMaterialized(tx.dialect()
                            .skippingLocked(
                                    select(DELIVERY_SUBJECTS.SCOPE, DELIVERY_SUBJECTS.SOURCE, DELIVERY_SUBJECTS.SUBJECT)
                                            .from(DELIVERY_SUBJECTS)
                                            .where(due)
                                            .orderBy(DELIVERY_SUBJECTS.UPDATED_AT)
                                            .limit(DELIVERY_BATCH)));
            return dsl.with(picked)
                    .delete(DELIVERY_SUBJECTS)
                    .where(SUBJECT.in(dsl.selectFrom(picked.as("due"))))
                    .and(due)
                    .execute();
        });
    }

    /** Returns the step of consents whose customer's erasure and last consent are before a time. */
    static RetentionStep consents(Connections connections, Instant before) {
        Condition due = dueConsents(before);
        ContentionRetry attempts = new ContentionRetry(connections);
        return deletion(
                StepKind.CONSENTS,
                () -> connections
                        .session()
                        .<Integer>read(
                                dsl -> dsl.fetchCount(dsl.selectOne().from(EACH).where(due))),
                () -> attempts.<Integer>inTransaction(tx -> deleteConsents(tx, due)),
                CONSENT_BATCH);
    }

    private static int deleteConsents(InternalSession tx, Condition due) {
        HoldGate.enter(tx);
        return tx.write(dsl -> dsl.deleteFrom(CONSENTS)
                .where(CONSENTS.ID.in(
                        select(EACH.ID).from(EACH).where(due).orderBy(EACH.ID).limit(CONSENT_BATCH)))
                .execute());
    }

    private static Condition dueConsents(Instant before) {
        return EACH.CUSTOMER_ID
                .in(select(ERASURES.CUSTOMER_ID)
                        .from(ERASURES)
                        .where(ERASURES.FIRST_ERASED_AT.lt(before))
                        .and(notExists(selectOne()
                                .from(LATER)
                                .where(LATER.CUSTOMER_ID.eq(ERASURES.CUSTOMER_ID))
                                .and(LATER.CREATED_AT.ge(before))))
                        .and(HoldGate.isFree(ERASURES.CUSTOMER_ID)))
                .and(HoldGate.freePhones(EACH.PHONE));
    }
}
