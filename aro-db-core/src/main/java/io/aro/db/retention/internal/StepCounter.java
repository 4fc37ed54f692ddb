package io.aro.db.retention.internal;

import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;

import io.aro.db.repository.Session;
import io.aro.db.retention.RetentionListener;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.StepKind;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.TableField;
import org.jspecify.annotations.Nullable;

/** The count of one step, which reports each increase to the listener; not thread-safe. */
final class StepCounter {

    private final StepKind step;
    private final RetentionListener listener;
    private final long begun = System.nanoTime();
    private long count;
    private @Nullable Instant oldest;
    private @Nullable Instant newest;

    StepCounter(StepKind step, RetentionListener listener) {
        this.step = step;
        this.listener = listener;
    }

    /** Adds rows without times. */
    void add(long more) {
        add(more, null, null);
    }

    /** Adds rows with their earliest and latest time. */
    void add(long more, @Nullable Instant first, @Nullable Instant last) {
        if (more == 0) {
            return;
        }
        count += more;
        oldest = oldest == null || (first != null && first.isBefore(oldest)) ? first : oldest;
        newest = newest == null || (last != null && last.isAfter(newest)) ? last : newest;
        listener.progressed(step, count);
    }

    /** Adds the rows of a table that meet a condition, with their times. */
    void add(Session session, Table<?> table, TableField<?, Instant> time, Function<DSLContext, Condition> due) {
        DueRows rows = find(session, table, time, due);
        add(rows.count(), rows.oldest(), rows.newest());
    }

    /** Returns the number of rows that meet a condition, with their earliest and latest time. */
    static DueRows find(
            Session session, Table<?> table, TableField<?, Instant> time, Function<DSLContext, Condition> due) {
        return session.read(dsl -> dsl.select(count(), min(time), max(time))
                .from(table)
                .where(due.apply(dsl))
                .fetchSingle(found -> new DueRows(found.value1(), found.value2(), found.value3())));
    }

    /** Returns the report of the step, with its duration until now. */
    RetentionReport.Step report() {
        return new RetentionReport.Step(step, count, oldest, newest, Duration.ofNanos(System.nanoTime() - begun));
    }

    /** The number of due rows, with their earliest and latest time; the times are null without rows. */
    record DueRows(
            long count, @Nullable Instant oldest, @Nullable Instant newest) {}
}
