package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Null check for the options of a configuration. */
final class Options {

    private Options() {}

    /**
     * Returns the option, checked to be present.
     *
     * @throws ConfigurationException if the option is null; the message contains the name
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
