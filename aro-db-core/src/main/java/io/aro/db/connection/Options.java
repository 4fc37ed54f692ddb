package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rule of all options of a configuration: none is null. */
final class Options {

    private Options() {}

    /**
     * Returns the option if it is present.
     *
     * @throws ConfigurationException if it is null
     */
    static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The %s of a configuration must not be null; give a value, or leave the option out.",
                    name));
        }
        return value;
    }
}
