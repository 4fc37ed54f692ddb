package io.aro.db.retention;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says what a step of a run has done, or would do.
 *
 * @param step which step
 * @param count how many of what the step is about: events, appointments, keys …
 * @param oldest the time of the oldest of them, by which it was chosen; null if there was none or the step has no such time
 * @param newest the time of the newest of them
 * @param took how long it took
 */
public record StepReport(
        StepKind step,
        long count,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        Duration took) {}
