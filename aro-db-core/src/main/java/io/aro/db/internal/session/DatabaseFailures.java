package io.aro.db.internal.session;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.internal.CauseChain;
import io.aro.db.error.internal.VendorErrors;
import org.jooq.exception.DataAccessException;

/**
 * Detection of failures of statements and connections, through all wrapping exceptions.
 *
 * <p>A listener of the host application may replace jOOQ's exception with a framework exception. The driver's exception
 * remains in the cause chain, and decides the translation.
 */
public final class DatabaseFailures {

    private DatabaseFailures() {}

    /**
     * Returns whether the exception is an untranslated failure of a statement or a connection. False for an application
     * exception caused by an {@link AroDatabaseException}.
     */
    public static boolean isOne(RuntimeException error) {
        return error instanceof DataAccessException || (!isTranslated(error) && VendorErrors.isOfDriver(error));
    }

    private static boolean isTranslated(Throwable error) {
        return CauseChain.of(error).anyMatch(AroDatabaseException.class::isInstance);
    }

    /** Returns the translation of a database failure, or the given exception if it is not a database failure. */
    public static RuntimeException translated(RuntimeException error) {
        return isOne(error) ? VendorErrors.translate(error) : error;
    }
}
