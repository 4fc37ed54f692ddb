package io.aro.db.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * The action that the service takes on a request whose handler has failed.
 *
 * @param <T> the type of the response
 */
public sealed interface FailureAction<T extends @Nullable Object> {

    /**
     * Completes the request: the answer is stored and replayed like any response.
     *
     * @param response the answer
     */
    record Answer<T extends @Nullable Object>(T response) implements FailureAction<T> {}

    /** Retries the request after a backoff; choose it only if running the handler again is safe. */
    record Retry<T extends @Nullable Object>() implements FailureAction<T> {}

    /** Gives the request up and creates a dead letter. */
    record GiveUp<T extends @Nullable Object>() implements FailureAction<T> {}

    /** Parks the request, whose effect may or may not have happened; it never runs again by itself. */
    record Park<T extends @Nullable Object>() implements FailureAction<T> {}

    /** Returns the action that completes the request with an answer. */
    static <T extends @Nullable Object> FailureAction<T> answer(T response) {
        return new Answer<>(response);
    }

    /** Returns the action that retries the request. */
    static <T extends @Nullable Object> FailureAction<T> retry() {
        return new Retry<>();
    }

    /** Returns the action that gives the request up. */
    static <T extends @Nullable Object> FailureAction<T> giveUp() {
        return new GiveUp<>();
    }

    /** Returns the action that parks the request. */
    static <T extends @Nullable Object> FailureAction<T> park() {
        return new Park<>();
    }
}
