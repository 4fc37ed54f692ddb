package io.aro.db.cli.operations;

import io.aro.db.cli.Output;
import io.aro.db.retention.RetentionListener;
import io.aro.db.retention.StepKind;
import java.time.Duration;
import java.util.Locale;

/** A listener that prints a step's row count, at most every two seconds. */
final class StepProgress implements RetentionListener {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Output output;
    private long last = System.nanoTime();

    StepProgress(Output output) {
        this.output = output;
    }

    @Override
    public void progressed(StepKind step, long count) {
        if (System.nanoTime() - last >= PAUSE.toNanos()) {
            last = System.nanoTime();
            output.line(String.format(Locale.ROOT, "%-13s %,d so far", step.literal(), count));
        }
    }
}
