package io.aro.db.spring.connection;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Leaves jOOQ's logo, tips and version check out of the log. The levels in the properties of the service win. */
final class QuietJooq implements EnvironmentPostProcessor {

    private static final String LEVEL = "warn";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!"false".equalsIgnoreCase(environment.getProperty("aro.db.enabled"))) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "aro-db",
                            Map.of(
                                    "logging.level.org.jooq.Constants",
                                    LEVEL,
                                    "logging.level.org.jooq.impl.DefaultExecuteContext.logVersionSupport",
                                    LEVEL)));
        }
    }
}
