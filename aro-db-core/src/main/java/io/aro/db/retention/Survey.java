package io.aro.db.retention;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.hold.FreeRows;
import io.aro.db.idempotency.StoredKeyRepository;
import io.aro.db.internal.dialect.Partition;
import io.aro.db.internal.session.Connections;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** Counts what a run would deal with, by the conditions of the run. */
final class Survey {

    private final Connections connections;
    private final StoredKeyRepository keys;
    private final RetentionPolicy policy;
    private final Session session;
    private final Instant now;
    private final long begun = System.nanoTime();

    Survey(Connections connections, StoredKeyRepository keys, RetentionPolicy policy) {
        this.connections = connections;
        this.keys = keys;
        this.policy = policy;
        this.session = connections.session();
        this.now = session.now();
    }

    RetentionReport take() {
        List<StepReport> steps = new ArrayList<>();
        Optional<PartitionPlan> months = PartitionPlan.of(connections);
        months.ifPresent(plan -> steps.add(partitions(plan)));
        steps.add(completed(session, RetentionPolicy.cutoff(now, policy.completedVisible())));
        steps.add(keys());
        steps.add(deliveries());
        steps.add(consents());
        Instant eventsBefore = RetentionPolicy.cutoff(now, policy.events());
        @Nullable
        Instant monthsEnd = months.map(plan -> endOfMonths(plan, eventsBefore)).orElse(null);
        if (monthsEnd != null) {
            steps.add(events(RetentionStep.MONTHS, EVENTS.TIMESTAMP.lt(monthsEnd)));
        }
        Condition further = monthsEnd == null ? noCondition() : EVENTS.TIMESTAMP.ge(monthsEnd);
        steps.add(events(RetentionStep.EVENTS, EVENTS.TIMESTAMP.lt(eventsBefore).and(further)));
        AppointmentWindow completed = AppointmentWindow.completed(RetentionPolicy.cutoff(now, policy.completed()));
        AppointmentWindow closed = AppointmentWindow.closed(RetentionPolicy.cutoff(now, policy.closed()));
        steps.add(appointments(completed));
        steps.add(survey(
                session,
                RetentionStep.CLOSED,
                APPOINTMENTS,
                closed.time(),
                dsl -> new AppointmentChains(completed, closed).due(dsl)));
        steps.add(deadLetters(RetentionPolicy.cutoff(now, policy.deadLetters())));
        return new RetentionReport(true, steps, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Returns the completed appointments that would be hidden. */
    static StepReport completed(Session session, Instant before) {
        return survey(
                session,
                RetentionStep.COMPLETED,
                APPOINTMENTS,
                APPOINTMENTS.COMPLETED_AT,
                dsl -> APPOINTMENTS
                        .COMPLETED_AT
                        .lt(before)
                        .and(APPOINTMENTS.STATUS.eq(AppointmentStatus.COMPLETED))
                        .and(APPOINTMENTS.ARCHIVED_AT.isNull())
                        .and(FreeRows.appointments()));
    }

    private StepReport partitions(PartitionPlan plan) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        long missing = plan.missing(month, month.plusMonths(policy.monthsAhead()));
        return new StepReport(RetentionStep.PARTITIONS, missing, null, null, Duration.ZERO);
    }

    private StepReport keys() {
        long due = keys.countExpired();
        return new StepReport(RetentionStep.KEYS, due, null, null, Duration.ZERO);
    }

    private StepReport deliveries() {
        long due = new OldDeliveries(connections, RetentionPolicy.cutoff(now, policy.deliveries())).count();
        return new StepReport(RetentionStep.DELIVERIES, due, null, null, Duration.ZERO);
    }

    private StepReport consents() {
        long due = new ExpiredConsents(connections, RetentionPolicy.cutoff(now, policy.consents())).count();
        return new StepReport(RetentionStep.CONSENTS, due, null, null, Duration.ZERO);
    }

    /** Returns the end of the last month whose time is over. */
    private static Instant endOfMonths(PartitionPlan plan, Instant before) {
        return plan.endedBy(before).stream()
                .map(Partition::until)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private StepReport events(RetentionStep step, Condition due) {
        return survey(session, step, EVENTS, EVENTS.TIMESTAMP, dsl -> due.and(FreeRows.events(dsl)));
    }

    private StepReport appointments(AppointmentWindow window) {
        return survey(session, RetentionStep.APPOINTMENTS, APPOINTMENTS, window.time(), dsl -> window.due());
    }

    private StepReport deadLetters(Instant before) {
        return survey(
                session,
                RetentionStep.DEAD_LETTERS,
                DEAD_LETTERS,
                DEAD_LETTERS.LAST_ATTEMPT_AT,
                dsl -> DeadLetterSource.due(before));
    }

    private static StepReport survey(
            Session session,
            RetentionStep step,
            Table<?> table,
            TableField<?, Instant> time,
            Function<DSLContext, Condition> due) {
        long begun = System.nanoTime();
        return session.read(dsl -> dsl.select(count(), min(time), max(time))
                .from(table)
                .where(due.apply(dsl))
                .fetchSingle(found -> new StepReport(
                        step,
                        found.value1(),
                        found.value2(),
                        found.value3(),
                        Duration.ofNanos(System.nanoTime() - begun))));
    }
}
