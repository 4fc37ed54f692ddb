package io.aro.db.config;

import io.aro.db.error.AroDatabaseException;

/** Thrown when the business has no configuration yet. */
public final class NotConfiguredException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    NotConfiguredException() {
        super("There is no business configuration yet; create it first.", null);
    }
}
