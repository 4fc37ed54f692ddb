package io.aro.db.refusal;

import io.aro.db.error.AroDatabaseException;

/**
 * Thrown when the current state of a row rules out a call; the base class of all conflicts.
 *
 * <p>A service can map this class alone to the HTTP status 409. Nothing was changed. An unchanged retry fails again:
 * read the current state first and decide anew.
 */
public abstract class ConflictException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception; the message names the ids and the remedy, and no values of rows. */
    protected ConflictException(String message) {
        super(message, null);
    }
}
