package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.EVENTS;

import io.aro.db.archive.ArchiveSink;
import io.aro.db.error.ContentionException;
import io.aro.db.hold.internal.KnownColumns;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.StoredKeyRepository;
import io.aro.db.idempotency.internal.protocol.KeyCleanup;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.retention.ArchivedSegmentRepository;
import io.aro.db.retention.RetentionListener;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.RetentionService;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The retention service of one database; immutable, and thread-safe with a thread-safe listener. */
public final class DatabaseRetentionService implements RetentionService {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRetentionService.class);

    /** The last month with a storable end. */
    private static final YearMonth LAST_MONTH = YearMonth.of(9999, 11);

    private final Connections connections;
    private final KnownColumns columns;
    private final ArchiveSink sink;
    private final Function<Connections, RetentionStep> keys;
    private final RetentionListener listener;

    private DatabaseRetentionService(
            Connections connections,
            KnownColumns columns,
            ArchiveSink sink,
            Function<Connections, RetentionStep> keys,
            RetentionListener listener) {
        this.connections = connections;
        this.columns = columns;
        this.sink = sink;
        this.keys = keys;
        this.listener = listener;
    }

    /**
     * Returns the service of a database.
     *
     * @param columns the schema known to the library
     * @param sink the archive for the rows
     */
    public static RetentionService of(Connections connections, KnownColumns columns, ArchiveSink sink) {
        return new DatabaseRetentionService(
                connections, columns, sink, DatabaseRetentionService::keys, (step, count) -> {});
    }

    private static RetentionStep keys(Connections own) {
        KeyCleanup cleanup = new KeyCleanup(own);
        return DirectStep.keys(cleanup::countExpired, () -> {
            long deleted = cleanup.deleteKeys();
            cleanup.deleteResponses();
            return deleted;
        });
    }

    @Override
    public RetentionService withListener(RetentionListener other) {
        return new DatabaseRetentionService(connections, columns, sink, keys, other);
    }

    @Override
    public RetentionService withIdempotency(IdempotencyService service) {
        StoredKeyRepository stored = service.keys();
        RetentionStep step =
                DirectStep.keys(stored::countExpired, () -> stored.cleanup().keysDeleted());
        return new DatabaseRetentionService(connections, columns, sink, own -> step, listener);
    }

    @Override
    public RetentionReport run(RetentionPolicy policy) {
        Values.required("policy", policy);
        Connections own = connections.own("A retention run");
        new Recovery(own, sink).run();
        return walk(false, steps(own, policy), listener, DatabaseRetentionService::run);
    }

    @Override
    public RetentionReport dryRun(RetentionPolicy policy) {
        Values.required("policy", policy);
        Connections own = connections.own("A dry run of retention");
        return walk(true, steps(own, policy), (step, count) -> {}, RetentionStep::count);
    }

    /**
     * Returns the steps of a run or a dry run.
     *
     * <p>Steps without the archive come first, so a full archive cannot block them.
     */
    private List<RetentionStep> steps(Connections own, RetentionPolicy policy) {
        InternalSession session = own.session();
        OffsetDateTime now = session.now().atOffset(ZoneOffset.UTC);
        Archiver archiver = new Archiver(own, columns, sink);
        PartitionPlan partitions = partitions(own);
        Instant eventsBefore = cutoff(now, policy.events());
        List<RetentionStep> list = new ArrayList<>();
        if (partitions != null) {
            YearMonth month = YearMonth.from(now);
            list.add(new PartitionsStep(partitions, month, month.plusMonths(policy.monthsAhead())));
        }
        list.add(DirectStep.hideCompleted(session, cutoff(now, policy.completedVisible())));
        list.add(keys.apply(own));
        list.add(DirectStep.deliveries(own, cutoff(now, policy.deliveries())));
        list.add(DirectStep.consents(own, cutoff(now, policy.consents())));
        MonthsStep months = partitions == null ? null : new MonthsStep(own, archiver, partitions, eventsBefore);
        if (months != null) {
            list.add(months);
        }
        list.add(new EventsStep(session, archiver, months, eventsBefore));
        AppointmentsStep completed = AppointmentsStep.completed(session, archiver, cutoff(now, policy.completed()));
        list.add(completed);
        list.add(AppointmentsStep.closed(session, archiver, cutoff(now, policy.closed()), completed));
        list.add(new DeadLettersStep(session, archiver, cutoff(now, policy.deadLetters())));
        return list;
    }

    /** Returns the start of a period that ends now. */
    private static Instant cutoff(OffsetDateTime now, Period window) {
        return Values.nearest(now.minus(window).toInstant());
    }

    private static RetentionReport walk(
            boolean dryRun,
            List<RetentionStep> steps,
            RetentionListener listener,
            BiConsumer<RetentionStep, StepCounter> work) {
        long begun = System.nanoTime();
        List<RetentionReport.Step> reports = new ArrayList<>();
        for (RetentionStep step : steps) {
            StepCounter counter = new StepCounter(step.kind(), listener);
            work.accept(step, counter);
            reports.add(counter.report());
        }
        return new RetentionReport(dryRun, reports, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** Runs a step. On lock contention, the step is left to the next run. */
    private static void run(RetentionStep step, StepCounter counter) {
        try {
            step.run(counter);
        } catch (ContentionException e) {
            LOG.warn("Lock contention stopped the step {}; the next run continues the step.", step.kind());
        }
        RetentionReport.Step report = counter.report();
        LOG.info(
                "Retention, {}: {} in {} ms.",
                step.kind(),
                report.count(),
                report.took().toMillis());
    }

    @Override
    public int makePartitions(YearMonth until) {
        if (Values.required("until", until).isAfter(LAST_MONTH)) {
            throw new InvalidValueException("until", "must be a month before December 9999");
        }
        Connections own = connections.own("makePartitions");
        YearMonth now = YearMonth.from(own.session().now().atOffset(ZoneOffset.UTC));
        PartitionPlan partitions = partitions(own);
        return partitions == null ? 0 : partitions.makeUntil(now, until);
    }

    private static @Nullable PartitionPlan partitions(Connections own) {
        return own.session()
                .dialect()
                .partitionsOf(EVENTS, EVENTS.TIMESTAMP)
                .map(found -> new PartitionPlan(own, found))
                .orElse(null);
    }

    @Override
    public ArchivedSegmentRepository archive() {
        return new DatabaseArchivedSegments(connections, columns, sink);
    }
}
