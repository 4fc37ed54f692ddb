package io.aro.db.connection;

import io.aro.db.error.VendorErrors;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Runs a function in a jOOQ transaction, or in a savepoint of the one that is open. */
final class TransactionRunner {

    private TransactionRunner() {}

    static <R extends @Nullable Object, X extends Exception> R run(
            DSLContext dsl, Ticker ticker, boolean readOnly, SessionFunction<R, X> work) throws X {
        try {
            return dsl.transactionResult(configuration -> {
                TransactionSession session = new TransactionSession(configuration.dsl(), ticker, readOnly);
                return finish(session, work);
            });
        } catch (CheckedException e) {
            // Nothing but an X was carried: it is the only checked exception that the work may throw.
            @SuppressWarnings("unchecked")
            X original = (X) e.original;
            throw original;
        } catch (DataAccessException e) {
            throw VendorErrors.translate(e);
        }
    }

    private static <R extends @Nullable Object, X extends Exception> R finish(
            TransactionSession session, SessionFunction<R, X> work) {
        boolean committing = false;
        try {
            R result = work.apply(session);
            committing = true;
            return result;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new CheckedException(e);
        } finally {
            session.end(committing);
        }
    }

    /** Carries a checked exception through jOOQ, which would wrap it. */
    private static final class CheckedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Exception original;

        CheckedException(Exception original) {
            super(null, original, false, false);
            this.original = original;
        }
    }
}
