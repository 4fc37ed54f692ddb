package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.EVENTS;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.dialect.Partition;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.ContentionRetry;
import io.aro.db.retention.StepKind;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step that archives whole months of events and drops the partitions, on PostgreSQL; for a single run. */
final class MonthsStep implements RetentionStep {

    private static final Logger LOG = LoggerFactory.getLogger(MonthsStep.class);

    private final Connections connections;
    private final Archiver archiver;
    private final PartitionPlan plan;
    private final Instant before;
    private @Nullable Instant end;

    MonthsStep(Connections connections, Archiver archiver, PartitionPlan plan, Instant before) {
        this.connections = connections;
        this.archiver = archiver;
        this.plan = plan;
        this.before = before;
    }

    @Override
    public StepKind kind() {
        return StepKind.MONTHS;
    }

    @Override
    public void count(StepCounter counter) {
        counter.add(
                connections.session(),
                EVENTS,
                EVENTS.TIMESTAMP,
                dsl -> EVENTS.TIMESTAMP.lt(end()).and(HoldGate.freeEvents(dsl)));
    }

    /** Returns the end of the last month with only old events. */
    Instant end() {
        Instant known = end;
        if (known == null) {
            known = plan.endedBy(before).stream()
                    .map(Partition::until)
                    .filter(Objects::nonNull)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            end = known;
        }
        return known;
    }

    /** Tolerates a partition dropped by a concurrent run after the listing. */
    @Override
    public void run(StepCounter counter) {
        archiver.requireKnownColumns();
        for (Partition part : plan.endedBy(before)) {
            try {
                drop(new MonthSource(plan.dialect(), part), counter);
            } catch (SchemaMismatchException e) {
                if (plan.has(part)) {
                    throw e;
                }
                LOG.info("A concurrent run has dropped the partition {}.", part.name());
            }
        }
    }

    /** A month with rows under a legal hold is left to {@link EventsStep}. */
    private void drop(MonthSource month, StepCounter counter) {
        if (month.isEmpty(connections.session())) {
            new ContentionRetry(connections).inTransaction(month::dropEmpty);
        } else if (!month.isHeld(connections.session())) {
            archiver.moveWhole(month, counter);
        }
    }
}
