package io.aro.db.internal.session;

import org.jooq.DSLContext;
import org.jooq.TransactionalCallable;
import org.jspecify.annotations.Nullable;

/** Runs a function in a jOOQ transaction, or in a savepoint of the one that is open. */
public final class TransactionRunner {

    private TransactionRunner() {}

    static <R extends @Nullable Object, X extends Exception> R run(
            DSLContext dsl,
            ClockAndIds ticker,
            boolean readOnly,
            @Nullable HostLosses around,
            SessionFunction<R, X> work)
            throws X {
        return begin(dsl, configuration -> {
            try (TransactionWatch watch = TransactionWatch.over(configuration, around)) {
                DSLContext own = configuration
                        .derive(new WatchedSavepoints(configuration.transactionProvider(), watch))
                        .dsl();
                return finish(new TransactionSession(own, ticker, readOnly, watch), work);
            }
        });
    }

    /** Runs a function in a savepoint of the transaction that the session is of. */
    static <R extends @Nullable Object, X extends Exception> R savepoint(
            TransactionSession session, SessionFunction<R, X> part) throws X {
        return begin(session.unwatched(), configuration -> finish(session.within(configuration.dsl()), part));
    }

    private static <R extends @Nullable Object, X extends Exception> R begin(
            DSLContext dsl, TransactionalCallable<R> block) throws X {
        try {
            return dsl.transactionResult(block);
        } catch (AbandonedException e) {
            return resultOf(e);
        } catch (CheckedException e) {
            // Nothing but an X was carried: it is the only checked exception that the work may throw.
            @SuppressWarnings("unchecked")
            X original = (X) e.original;
            throw original;
        } catch (RuntimeException e) {
            throw DatabaseFailures.translated(e);
        }
    }

    /** It carries the result of the very work that was run, which is null only if R may be. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    private static <R extends @Nullable Object> R resultOf(AbandonedException abandoned) {
        return (R) abandoned.result;
    }

    private static <R extends @Nullable Object, X extends Exception> R finish(
            TransactionSession session, SessionFunction<R, X> work) {
        boolean committing = false;
        try {
            R result = work.apply(session);
            committing = true;
            if (session.isAbandoned()) {
                throw new AbandonedException(result);
            }
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

    /** Carries a result out of a transaction that is to be rolled back. */
    private static final class AbandonedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // Never leaves this class.
        private final @Nullable Object result;

        AbandonedException(@Nullable Object result) {
            super(null, null, false, false);
            this.result = result;
        }
    }
}
