package io.aro.db.retention.internal;

import io.aro.db.retention.StepKind;
import java.time.YearMonth;

/**
 * The step that creates monthly partitions for future events, on PostgreSQL.
 *
 * @param plan the plan of the partitions
 * @param month the current month
 * @param last the last month with a partition
 */
record PartitionsStep(PartitionPlan plan, YearMonth month, YearMonth last) implements RetentionStep {

    @Override
    public StepKind kind() {
        return StepKind.PARTITIONS;
    }

    @Override
    public void count(StepCounter counter) {
        counter.add(plan.missing(month, last));
    }

    @Override
    public void run(StepCounter counter) {
        counter.add(plan.makeUntil(month, last));
    }
}
