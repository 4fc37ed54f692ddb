package io.aro.db.internal.session;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.internal.VendorErrors;
import org.jooq.exception.DataAccessException;

/**
 * The exceptions of statements and connections, found in any wrapper.
 *
 * <p>A listener of the application may replace jOOQ's exception by one of its framework; the driver's is still in its
 * chain, and decides.
 */
public final class DatabaseFailures {

    private DatabaseFailures() {}

    /**
     * Tells whether the exception comes from a statement or its connection, and is not translated yet. An exception of the
     * application that has one of ours as its cause is the application's.
     */
    public static boolean isOne(RuntimeException error) {
        return error instanceof DataAccessException || (!isTranslated(error) && VendorErrors.isOfDriver(error));
    }

    private static boolean isTranslated(Throwable error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof AroDatabaseException) {
                return true;
            }
        }
        return false;
    }

    /** Returns the exception of ours that stands for such a failure, and any other exception as it is. */
    public static RuntimeException translated(RuntimeException error) {
        return isOne(error) ? VendorErrors.translate(error) : error;
    }
}
