package io.aro.db.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A step of leased work, such as a call to an external service.
 *
 * @param <S> the result
 * @param <X> the checked exception of the step, passed to the caller unchanged
 */
@FunctionalInterface
public interface StepWork<S extends @Nullable Object, X extends Exception> {

    /** Runs the step and returns its result. */
    S run() throws X;
}
