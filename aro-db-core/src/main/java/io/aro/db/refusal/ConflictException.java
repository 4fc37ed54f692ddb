package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;

/**
 * Thrown when the present state of a row rules out a call; the parent of every such exception, so that a service maps 409 once.
 *
 * <p>Nothing was changed. The same call fails again until somebody reads the state anew and decides.
 */
public abstract class ConflictException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception; the message holds ids and the next thing to do. */
    protected ConflictException(String message) {
        super(message, null);
    }
}
