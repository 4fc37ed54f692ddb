package io.aro.db.testkit;

import io.aro.db.error.AroDatabaseException;

/** Thrown when this machine has no server of the wanted engine, or the run leaves it out; the message says what to do. */
public final class MissingEngineException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    MissingEngineException(String message) {
        super(message, null);
    }
}
