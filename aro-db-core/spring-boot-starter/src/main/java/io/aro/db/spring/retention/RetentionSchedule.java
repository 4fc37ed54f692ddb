package io.aro.db.spring.retention;

import io.aro.db.error.AroDatabaseException;
import java.util.concurrent.ScheduledFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.Trigger;

/**
 * The schedule of retention, from the start of the application to its stop.
 *
 * <p>The stop does not wait for a run: a run may be killed at any point.
 */
final class RetentionSchedule implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSchedule.class);

    private final AroRetentionJob job;
    private final Trigger trigger;
    private final TaskScheduler scheduler;
    private @Nullable ScheduledFuture<?> scheduled;

    RetentionSchedule(AroRetentionJob job, Trigger trigger, TaskScheduler scheduler) {
        this.job = job;
        this.trigger = trigger;
        this.scheduler = scheduler;
    }

    @Override
    public synchronized void start() {
        if (scheduled == null) {
            scheduled = scheduler.schedule(this::run, trigger);
        }
    }

    /** Logs a failure without a stack trace: the message has the remedy, and the next run continues. */
    private void run() {
        try {
            job.run();
        } catch (AroDatabaseException e) {
            LOG.warn("Retention failed, and the next run continues: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        if (scheduled != null) {
            scheduled.cancel(false);
            scheduled = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduled != null;
    }
}
