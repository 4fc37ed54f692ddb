package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Says that the database was named or set up in a way that cannot work, such as a JDBC URL of an unknown engine. */
public final class ConfigurationException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        this(message, null);
    }

    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
