package io.aro.db.spring.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The levels of jOOQ's loggers in a service. */
class QuietJooqTest {

    private static final String LOGO = "logging.level.org.jooq.Constants";

    private final StandardEnvironment environment = new StandardEnvironment();

    private void given(String property, String value) {
        environment.getPropertySources().addFirst(new MapPropertySource("service", Map.of(property, value)));
    }

    private void start() {
        new QuietJooq().postProcessEnvironment(environment, new SpringApplication());
    }

    @Test
    void leaveOutTheLogo() {
        start();

        assertThat(environment.getProperty(LOGO)).isEqualTo("warn");
    }

    @Test
    void yieldToThoseOfTheService() {
        given(LOGO, "info");

        start();

        assertThat(environment.getProperty(LOGO)).isEqualTo("info");
    }

    @Test
    void areLeftAloneIfTheStarterIsOff() {
        given("aro.db.enabled", "false");

        start();

        assertThat(environment.containsProperty(LOGO)).isFalse();
    }
}
