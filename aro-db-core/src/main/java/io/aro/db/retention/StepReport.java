package io.aro.db.retention;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of a step of a run, or of a dry run.
 *
 * @param step the step
 * @param count the number of events, appointments, keys … that the step has dealt with, or would
 * @param oldest the time of the oldest of them, by which it was chosen; null without any, or for a step without times
 * @param newest the time of the newest of them
 * @param took its duration
 */
public record StepReport(
        StepKind step,
        long count,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        Duration took) {}
