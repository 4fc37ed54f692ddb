package io.aro.db.retention.internal;

import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.error.ContentionException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.idempotency.CleanupReport;
import io.aro.db.idempotency.StoredKeys;
import io.aro.db.internal.dialect.Partition;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.ContentionRetry;
import io.aro.db.internal.value.Values;
import io.aro.db.retention.RetentionListener;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.StepKind;
import io.aro.db.retention.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Is one run: those steps first that need no archive, so that one that is full does not keep them from being done. */
final class RetentionRun {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionRun.class);

    private final Connections connections;
    private final StoredKeys keys;
    private final RetentionListener listener;
    private final RetentionPolicy policy;
    private final Archiver archiver;
    private final Instant now;
    private final long begun = System.nanoTime();
    private final List<StepReport> reports = new ArrayList<>();

    RetentionRun(
            Connections connections,
            ArchiveSink sink,
            StoredKeys keys,
            RetentionListener listener,
            RetentionPolicy policy) {
        this.connections = connections;
        this.keys = keys;
        this.listener = listener;
        this.policy = policy;
        this.archiver = new Archiver(connections, sink);
        this.now = connections.session().now();
    }

    RetentionReport run() {
        Optional<PartitionPlan> months = PartitionPlan.of(connections);
        months.ifPresent(plan -> step(StepKind.PARTITIONS, tally -> make(plan, tally)));
        step(StepKind.COMPLETED, this::hide);
        step(StepKind.KEYS, this::deleteKeys);
        Instant deliveriesBefore = cutoff(now, policy.deliveries());
        step(StepKind.DELIVERIES, new OldDeliveries(connections, deliveriesBefore)::delete);
        step(StepKind.CONSENTS, this::deleteConsents);
        archiver.requireKnownColumns();
        months.ifPresent(plan -> step(StepKind.MONTHS, tally -> drop(plan, tally)));
        Instant eventsBefore = cutoff(now, policy.events());
        step(StepKind.EVENTS, tally -> archiver.move(new EventSource(eventsBefore), tally));
        move(StepKind.APPOINTMENTS, AppointmentWindow.completed(cutoff(now, policy.completed())));
        move(StepKind.CLOSED, AppointmentWindow.closed(cutoff(now, policy.closed())));
        Instant lettersBefore = cutoff(now, policy.deadLetters());
        step(StepKind.DEAD_LETTERS, tally -> archiver.move(new DeadLetterSource(lettersBefore), tally));
        return new RetentionReport(false, reports, Duration.ofNanos(System.nanoTime() - begun));
    }

    private void move(StepKind step, AppointmentWindow window) {
        step(step, tally -> archiver.move(new AppointmentSource(window), tally));
    }

    private void step(StepKind step, Consumer<StepCounter> work) {
        StepCounter tally = new StepCounter(step, listener);
        try {
            work.accept(tally);
        } catch (ContentionException e) {
            LOG.warn("Others hold what the step {} needs; the next run goes on with it.", step.literal());
        }
        StepReport report = tally.report();
        reports.add(report);
        LOG.info(
                "Retention, {}: {} in {} ms.",
                step.literal(),
                report.count(),
                report.took().toMillis());
    }

    /** Returns the time before which a window that ends now has begun. */
    static Instant cutoff(Instant now, Period window) {
        return Values.nearest(now.atOffset(ZoneOffset.UTC).minus(window).toInstant());
    }

    private void make(PartitionPlan plan, StepCounter tally) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        tally.add(plan.makeUntil(month, month.plusMonths(policy.monthsAhead())), null, null);
    }

    private void hide(StepCounter tally) {
        Instant before = cutoff(now, policy.completedVisible());
        StepReport due = Survey.completed(connections.session(), before);
        int hidden = new AppointmentRepository(connections.session()).archiveCompleted(before);
        tally.add(hidden, due.oldest(), due.newest());
    }

    private void deleteKeys(StepCounter tally) {
        CleanupReport report = keys.cleanup();
        tally.add(report.keysDeleted(), null, null);
    }

    private void deleteConsents(StepCounter tally) {
        Instant before = cutoff(now, policy.consents());
        new ExpiredConsents(connections, before).delete(tally);
    }

    /** Another run may drop a month at any moment since it was listed. */
    private void drop(PartitionPlan plan, StepCounter tally) {
        Instant before = cutoff(now, policy.events());
        for (Partition part : plan.endedBy(before)) {
            try {
                drop(new MonthSource(plan.dialect(), part), tally);
            } catch (SchemaMismatchException e) {
                if (plan.has(part)) {
                    throw e;
                }
                LOG.info("Another run has dropped the partition {} meanwhile.", part.name());
            }
        }
    }

    /** A month of which something is held is left to the step that moves single events. */
    private void drop(MonthSource month, StepCounter tally) {
        if (month.isEmpty(connections.session())) {
            new ContentionRetry(connections).inTransaction(month::dropEmpty);
        } else if (!month.isHeld(connections.session())) {
            archiver.moveBatch(month, new BatchSize(), tally);
        }
    }
}
