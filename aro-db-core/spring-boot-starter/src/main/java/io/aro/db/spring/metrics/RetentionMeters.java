package io.aro.db.spring.metrics;

import io.aro.db.retention.RetentionReport;
import io.aro.db.retention.StepKind;
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

/** Meters of the retention runs of this process. Thread-safe. */
public final class RetentionMeters {

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

    /** Records a successful run. A dry run is ignored. */
    public void succeeded(RetentionReport report) {
        if (!report.dryRun()) {
            runs("succeeded").record(report.took());
            report.steps().forEach(step -> rows(step.step()).increment(step.count()));
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
                : Duration.between(success, clock.instant()).toMillis() / 1000.0;
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
