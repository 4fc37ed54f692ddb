package io.aro.db.testkit;

import io.aro.db.error.AroDatabaseException;

/** Says that this machine offers no server of the wanted engine; the message names each way to provide one. */
public final class MissingEngineException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    MissingEngineException(String message) {
        super(message, null);
    }
}
