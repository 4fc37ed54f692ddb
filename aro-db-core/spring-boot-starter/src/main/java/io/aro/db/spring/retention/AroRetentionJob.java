package io.aro.db.spring.retention;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.RetentionService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;

/**
 * A run of retention with the policy of the service; thread-safe.
 *
 * <p>The schedule calls {@link #run}, as may any code of the service. Every instance of the service may run it at any
 * time, because concurrent runs share the work.
 */
public final class AroRetentionJob implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(AroRetentionJob.class);

    private final RetentionService retention;
    private final RetentionPolicy policy;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;
    private volatile @Nullable RetentionRun last;

    /**
     * Creates the job.
     *
     * @param clock the clock for the start of runs, and for the duration of a failed run
     * @param events the receiver of each finished run
     */
    public AroRetentionJob(
            RetentionService retention, RetentionPolicy policy, InstantSource clock, ApplicationEventPublisher events) {
        this.retention = retention;
        this.policy = policy;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Runs retention once and publishes the {@link RetentionRun}.
     *
     * @throws AroDatabaseException if the database or the archive fails; nothing is lost, and the next run continues
     */
    @Override
    public void run() {
        Instant start = clock.instant();
        RetentionReport report;
        try {
            report = retention.run(policy);
        } catch (RuntimeException e) { // An archive of the application may throw anything.
            finish(new RetentionRun.Failed(start, Duration.between(start, clock.instant()), e));
            throw e;
        }
        finish(new RetentionRun.Completed(start, report.took(), report));
    }

    private void finish(RetentionRun run) {
        last = run;
        switch (run) {
            case RetentionRun.Completed done ->
                LOG.info("Retention ended after {} ms: {}.", run.took().toMillis(), Counts.of(done.report()));
            case RetentionRun.Failed failed ->
                LOG.debug("Retention failed after {} ms.", run.took().toMillis(), failed.failure());
        }
        events.publishEvent(run);
    }

    /** Returns the last finished run of this instance; empty before the first. */
    public Optional<RetentionRun> lastRun() {
        return Optional.ofNullable(last);
    }
}
