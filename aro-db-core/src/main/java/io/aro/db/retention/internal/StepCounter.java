package io.aro.db.retention.internal;

import io.aro.db.retention.RetentionListener;
import io.aro.db.retention.StepKind;
import io.aro.db.retention.StepReport;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Counts what a step has dealt with, and tells the listener; serves one thread. */
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

    void add(long more, @Nullable Instant first, @Nullable Instant last) {
        if (more == 0) {
            return;
        }
        count += more;
        oldest = oldest == null || (first != null && first.isBefore(oldest)) ? first : oldest;
        newest = newest == null || (last != null && last.isAfter(newest)) ? last : newest;
        listener.progressed(step, count);
    }

    StepReport report() {
        return new StepReport(step, count, oldest, newest, Duration.ofNanos(System.nanoTime() - begun));
    }
}
