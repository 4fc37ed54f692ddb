package io.aro.db.retention.internal;

import io.aro.db.archive.ArchiveSink;
import io.aro.db.error.ContentionException;
import io.aro.db.hold.internal.KnownColumns;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.internal.value.Values;
import io.aro.db.retention.RetentionListener;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.StepReport;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run over the list of steps; a dry run walks the same list. */
final class RetentionRun {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionRun.class);

    private final Instant now;
    private final List<RetentionStep> steps;

    /**
     * Lists the steps.
     *
     * @param keys the step of the expired idempotency keys
     * @param partitions the partitions of events; null where the engine has none
     */
    RetentionRun(
            Connections connections,
            KnownColumns columns,
            ArchiveSink sink,
            RetentionStep keys,
            @Nullable PartitionPlan partitions,
            RetentionPolicy policy) {
        this.now = connections.session().now();
        this.steps = steps(connections, new Archiver(connections, columns, sink), keys, partitions, policy);
    }

    /** Steps that need no archive come first, so that a full archive cannot block them. */
    private List<RetentionStep> steps(
            Connections connections,
            Archiver archiver,
            RetentionStep keys,
            @Nullable PartitionPlan partitions,
            RetentionPolicy policy) {
        InternalSession session = connections.session();
        Instant eventsBefore = cutoff(policy.events());
        List<RetentionStep> list = new ArrayList<>();
        if (partitions != null) {
            YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
            list.add(new PartitionsStep(partitions, month, month.plusMonths(policy.monthsAhead())));
        }
        list.add(DirectStep.hideCompleted(session, cutoff(policy.completedVisible())));
        list.add(keys);
        list.add(DirectStep.deliveries(connections, cutoff(policy.deliveries())));
        list.add(DirectStep.consents(connections, cutoff(policy.consents())));
        MonthsStep months = partitions == null ? null : new MonthsStep(connections, archiver, partitions, eventsBefore);
        if (months != null) {
            list.add(months);
        }
        list.add(new EventsStep(session, archiver, months, eventsBefore));
        AppointmentsStep completed = AppointmentsStep.completed(session, archiver, cutoff(policy.completed()));
        list.add(completed);
        list.add(AppointmentsStep.closed(session, archiver, cutoff(policy.closed()), completed));
        list.add(new DeadLettersStep(session, archiver, cutoff(policy.deadLetters())));
        return list;
    }

    /** Returns the time before which a window that ends now has begun. */
    private Instant cutoff(Period window) {
        return Values.nearest(now.atOffset(ZoneOffset.UTC).minus(window).toInstant());
    }

    /** Runs all steps; a step whose rows others hold is left to the next run. */
    RetentionReport run(RetentionListener listener) {
        return walk(false, listener, RetentionRun::run);
    }

    /** Counts the rows that a run would deal with. */
    RetentionReport count() {
        return walk(true, (step, count) -> {}, RetentionStep::count);
    }

    private RetentionReport walk(
            boolean dryRun, RetentionListener listener, BiConsumer<RetentionStep, StepCounter> work) {
        long begun = System.nanoTime();
        List<StepReport> reports = new ArrayList<>();
        for (RetentionStep step : steps) {
            StepCounter counter = new StepCounter(step.kind(), listener);
            work.accept(step, counter);
            reports.add(counter.report());
        }
        return new RetentionReport(dryRun, reports, Duration.ofNanos(System.nanoTime() - begun));
    }

    private static void run(RetentionStep step, StepCounter counter) {
        try {
            step.run(counter);
        } catch (ContentionException e) {
            LOG.warn("Others hold what the step {} needs; the next run goes on with it.", step.kind());
        }
        StepReport report = counter.report();
        LOG.info(
                "Retention, {}: {} in {} ms.",
                step.kind(),
                report.count(),
                report.took().toMillis());
    }
}
