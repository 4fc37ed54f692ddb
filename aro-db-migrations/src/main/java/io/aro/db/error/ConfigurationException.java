package io.aro.db.error;

import org.jspecify.annotations.Nullable;

/** Thrown when the configuration of a database cannot work, for example a JDBC URL of an unknown engine. */
public final class ConfigurationException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message says how to correct the configuration. */
    public ConfigurationException(String message) {
        this(message, null);
    }

    /** Creates the exception; the message says how to correct the configuration. */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
