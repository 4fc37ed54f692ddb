package io.aro.db.testkit;

import io.aro.db.error.AroDatabaseException;

/** Thrown when this machine has no server of the engine, or the run excludes the engine; the message names a remedy. */
public final class MissingEngineException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    MissingEngineException(String message) {
        super(message, null);
    }
}
