package io.aro.db.spring.metrics;

import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.StepKind;
import io.aro.db.spring.retention.RetentionRun;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

/** Meters of the retention runs of this process. Thread-safe. */
public final class RetentionMeters {

    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final AtomicReference<@Nullable Instant> lastSuccess = new AtomicReference<>();

    /** Creates the meters. */
    public RetentionMeters(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        runs("succeeded");
        runs("failed");
        for (StepKind step : StepKind.values()) {
            rows(step);
        }
        TimeGauge.builder("aro.db.retention.age", this, TimeUnit.SECONDS, RetentionMeters::age)
                .description("Time since the last successful retention run of this process")
                .register(registry);
    }

    @EventListener
    void on(RetentionRun run) {
        switch (run) {
            case RetentionRun.Completed completed -> succeeded(completed.report());
            case RetentionRun.Failed failed -> failed(failed.took());
        }
    }

    /** Records a successful run. A dry run is ignored. */
    public void succeeded(RetentionReport report) {
        if (!report.dryRun()) {
            runs("succeeded").record(report.took());
            report.steps().forEach(step -> rows(step.step()).increment((double) step.count()));
            lastSuccess.set(clock.instant());
        }
    }

    /** Records a failed run. */
    public void failed(Duration took) {
        runs("failed").record(took);
    }

    /** Returns the seconds since the last success; not a number before the first. */
    private double age() {
        Instant success = lastSuccess.get();
        return success == null
                ? Double.NaN
                : (double) Duration.between(success, clock.instant()).toNanos() / NANOS_PER_SECOND;
    }

    private Timer runs(String result) {
        return Timer.builder("aro.db.retention.run")
                .description("Retention runs")
                .tags("result", result)
                .register(registry);
    }

    private Counter rows(StepKind step) {
        return Counter.builder("aro.db.retention.rows")
                .description("Rows processed by retention")
                .baseUnit("rows")
                .tags("step", step.literal())
                .register(registry);
    }
}
