package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Thrown when the configuration of a database cannot work, for example a JDBC URL of an unknown engine. */
public final class ConfigurationException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        this(message, null);
    }

    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
