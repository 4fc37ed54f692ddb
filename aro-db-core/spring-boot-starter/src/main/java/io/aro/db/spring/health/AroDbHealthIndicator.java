package io.aro.db.spring.health;

import io.aro.db.AroDatabase;
import io.aro.db.spring.internal.DatabaseReading;
import java.util.Locale;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The health of the database: DOWN if it is unreachable, has the wrong schema, or exceeds a limit of the service.
 *
 * <p>Without a limit, the counts are only reported: a backlog that took instances out of service would grow.
 */
final class AroDbHealthIndicator extends AbstractHealthIndicator implements ApplicationListener<ContextClosedEvent> {

    private final AroDatabase database;
    private final HealthProperties limits;
    private final ApplicationContext context;
    private volatile boolean stopping;

    AroDbHealthIndicator(AroDatabase database, HealthProperties limits, ApplicationContext context) {
        super("The health check of aro-db failed");
        this.database = database;
        this.limits = limits;
        this.context = context;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        if (stopping) {
            builder.outOfService();
            return;
        }
        DatabaseReading reading = DatabaseReading.of(database, limits.sample());
        boolean healthy = reading.isUsable() && !limits.isExceededBy(reading.parkedKeys(), reading.deadLetters());
        (healthy ? builder.up() : builder.down())
                .withDetail("engine", reading.engine())
                .withDetail("schema", reading.state().name().toLowerCase(Locale.ROOT))
                .withDetail("schemaVersion", reading.version())
                .withDetail("parkedKeys", reading.parkedKeys())
                .withDetail("deadLetters", reading.deadLetters())
                .withDetail("countedUpTo", limits.sample());
    }

    /** Ignores the end of a child context, such as that of the management port. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext().equals(context)) {
            stopping = true;
        }
    }
}
