package io.aro.db.retention;

import io.aro.db.appointment.AppointmentRepository;
import io.aro.db.archive.ArchiveSink;
import io.aro.db.error.ContentionException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.idempotency.CleanupReport;
import io.aro.db.idempotency.StoredKeyRepository;
import io.aro.db.internal.dialect.Partition;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.ContentionRetry;
import java.time.Duration;
import java.time.Instant;
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
    private final StoredKeyRepository keys;
    private final RetentionListener listener;
    private final RetentionPolicy policy;
    private final Archiver archiver;
    private final Instant now;
    private final long begun = System.nanoTime();
    private final List<StepReport> reports = new ArrayList<>();

    RetentionRun(
            Connections connections,
            ArchiveSink sink,
            StoredKeyRepository keys,
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
        months.ifPresent(plan -> step(RetentionStep.PARTITIONS, tally -> make(plan, tally)));
        step(RetentionStep.COMPLETED, this::hide);
        step(RetentionStep.KEYS, this::deleteKeys);
        Instant deliveriesBefore = RetentionPolicy.cutoff(now, policy.deliveries());
        step(RetentionStep.DELIVERIES, new OldDeliveries(connections, deliveriesBefore)::delete);
        step(RetentionStep.CONSENTS, this::deleteConsents);
        archiver.requireKnownColumns();
        months.ifPresent(plan -> step(RetentionStep.MONTHS, tally -> drop(plan, tally)));
        Instant eventsBefore = RetentionPolicy.cutoff(now, policy.events());
        step(RetentionStep.EVENTS, tally -> archiver.move(new EventSource(eventsBefore), tally));
        move(RetentionStep.APPOINTMENTS, AppointmentWindow.completed(RetentionPolicy.cutoff(now, policy.completed())));
        move(RetentionStep.CLOSED, AppointmentWindow.closed(RetentionPolicy.cutoff(now, policy.closed())));
        Instant lettersBefore = RetentionPolicy.cutoff(now, policy.deadLetters());
        step(RetentionStep.DEAD_LETTERS, tally -> archiver.move(new DeadLetterSource(lettersBefore), tally));
        return new RetentionReport(false, reports, Duration.ofNanos(System.nanoTime() - begun));
    }

    private void move(RetentionStep step, AppointmentWindow window) {
        step(step, tally -> archiver.move(new AppointmentSource(window), tally));
    }

    private void step(RetentionStep step, Consumer<StepTally> work) {
        StepTally tally = new StepTally(step, listener);
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

    private void make(PartitionPlan plan, StepTally tally) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        tally.add(plan.makeUntil(month, month.plusMonths(policy.monthsAhead())), null, null);
    }

    private void hide(StepTally tally) {
        Instant before = RetentionPolicy.cutoff(now, policy.completedVisible());
        StepReport due = Survey.completed(connections.session(), before);
        int hidden = new AppointmentRepository(connections.session()).archiveCompleted(before);
        tally.add(hidden, due.oldest(), due.newest());
    }

    private void deleteKeys(StepTally tally) {
        CleanupReport report = keys.cleanup();
        tally.add(report.keysDeleted(), null, null);
    }

    private void deleteConsents(StepTally tally) {
        Instant before = RetentionPolicy.cutoff(now, policy.consents());
        new ExpiredConsents(connections, before).delete(tally);
    }

    /** Another run may drop a month at any moment since it was listed. */
    private void drop(PartitionPlan plan, StepTally tally) {
        Instant before = RetentionPolicy.cutoff(now, policy.events());
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
    private void drop(MonthSource month, StepTally tally) {
        if (month.isEmpty(connections.session())) {
            new ContentionRetry(connections).inTransaction(month::dropEmpty);
        } else if (!month.isHeld(connections.session())) {
            archiver.moveBatch(month, new BatchSize(), tally);
        }
    }
}
