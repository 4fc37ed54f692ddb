package io.aro.db.spring.endpoint;

import io.aro.db.retention.RetentionReport.Step;
import io.aro.db.spring.internal.DatabaseReading;
import io.aro.db.spring.retention.RetentionRun;
import io.aro.db.workflow.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The answer of the endpoint, without personal data and payloads.
 *
 * @param schema the schema
 * @param keys the keys in need of attention
 * @param deadLetters the unresolved dead letters, newest first
 * @param lastRetention the last retention run of this instance; null before the first
 * @param limit the limit of each list
 */
record AroDbDescriptor(
        Schema schema,
        Keys keys,
        List<Letter> deadLetters,
        @Nullable Run lastRetention,
        int limit) {

    /**
     * The schema.
     *
     * @param engine the engine
     * @param state the compatibility with the library, such as {@code current}
     * @param version the newest version of the database
     * @param libraryVersion the newest version of the library
     */
    record Schema(String engine, String state, int version, int libraryVersion) {

        static Schema of(DatabaseReading reading) {
            return new Schema(
                    reading.engine(),
                    reading.state().name().toLowerCase(Locale.ROOT),
                    reading.version(),
                    reading.libraryVersion());
        }
    }

    /**
     * The keys in need of attention, oldest first.
     *
     * @param parked the keys of unknown outcome
     * @param exhausted the keys that failed for good
     * @param stuck the keys in progress whose lease has expired
     */
    record Keys(List<MaskedKey> parked, List<MaskedKey> exhausted, List<MaskedKey> stuck) {}

    /**
     * An unresolved dead letter, without its context and its error.
     *
     * @param id the id
     * @param workflowId the workflow of the work; null without a workflow
     * @param attempts the number of attempts
     * @param lastAttemptAt the time of the last attempt
     */
    record Letter(UUID id, @Nullable UUID workflowId, int attempts, Instant lastAttemptAt) {

        static Letter of(DeadLetter letter) {
            return new Letter(letter.id(), letter.workflowId(), letter.attempts(), letter.lastAttemptAt());
        }
    }

    /**
     * A finished retention run.
     *
     * @param startedAt the time of the start
     * @param took the duration
     * @param failure the class name of the failure; null after a completed run
     * @param counts the counts of the steps with a count, by their name
     */
    record Run(Instant startedAt, Duration took, @Nullable String failure, Map<String, Long> counts) {

        static Run of(RetentionRun run) {
            return switch (run) {
                case RetentionRun.Completed done ->
                    new Run(
                            done.startedAt(),
                            done.took(),
                            null,
                            counts(done.report().steps()));
                case RetentionRun.Failed failed ->
                    new Run(
                            failed.startedAt(),
                            failed.took(),
                            failed.failure().getClass().getSimpleName(),
                            Map.of());
            };
        }

        private static Map<String, Long> counts(List<Step> steps) {
            return steps.stream()
                    .collect(Collectors.toMap(step -> step.step().literal(), Step::count, Long::sum, TreeMap::new));
        }
    }
}
