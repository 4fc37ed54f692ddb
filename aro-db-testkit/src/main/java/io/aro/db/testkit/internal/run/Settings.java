package io.aro.db.testkit.internal.run;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of a test run on this machine.
 *
 * <p>A property such as {@code aro.test.postgres.url} takes precedence over its environment variable,
 * {@code ARO_TEST_POSTGRES_URL}.
 */
public final class Settings {

    private final Function<String, Optional<String>> properties;
    private final Function<String, Optional<String>> variables;

    public Settings(Function<String, Optional<String>> properties, Function<String, Optional<String>> variables) {
        this.properties = properties;
        this.variables = variables;
    }

    /** Reads system properties and the environment. */
    public static Settings ofSystem() {
        return with(name -> Optional.ofNullable(System.getProperty(name)));
    }

    /** Reads the given properties and the environment. */
    public static Settings with(Function<String, Optional<String>> properties) {
        return new Settings(properties, name -> Optional.ofNullable(System.getenv(name)));
    }

    /** Returns the stripped value; empty if the setting is missing or blank. */
    public Optional<String> find(String name) {
        String variable = name.replace('.', '_').toUpperCase(Locale.ROOT);
        return properties
                .apply(name)
                .or(() -> variables.apply(variable))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    public boolean isOn(String name) {
        return find(name).map(Boolean::parseBoolean).orElse(false);
    }
}
