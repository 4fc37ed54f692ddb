package io.aro.db.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * A step of leased work, such as a call to another service.
 *
 * @param <S> the result
 * @param <X> the checked exception it may throw, which reaches the caller as it is
 */
@FunctionalInterface
public interface StepWork<S extends @Nullable Object, X extends Exception> {

    /** Runs the step and returns its result. */
    S run() throws X;
}
