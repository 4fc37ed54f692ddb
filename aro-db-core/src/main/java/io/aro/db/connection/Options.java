package io.aro.db.connection;

import io.aro.db.error.ConfigurationException;
import io.aro.db.migration.internal.session.SchemaName;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks for the options of a configuration. */
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

    /**
     * Returns the name of a schema, checked.
     *
     * @throws ConfigurationException if the name is null, empty, longer than 63 bytes, or of a schema of PostgreSQL
     *     itself
     */
    static String schema(@Nullable String name) {
        return new SchemaName(required("schema", name)).text();
    }
}
