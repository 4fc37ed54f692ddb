package io.aro.db.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * The action on a request after a failure of its handler.
 *
 * @param <T> the type of the response
 */
public sealed interface FailureAction<T extends @Nullable Object> {

    /**
     * An answer that completes the request. It is stored and replayed like any response.
     *
     * @param response the answer
     */
    record Answer<T extends @Nullable Object>(T response) implements FailureAction<T> {}

    /** A release of the request for a retry after a backoff. Choose this only for an idempotent handler. */
    record Retry<T extends @Nullable Object>() implements FailureAction<T> {}

    /** The end of the request: its key is exhausted and a dead letter is created. */
    record GiveUp<T extends @Nullable Object>() implements FailureAction<T> {}

    /**
     * A request parked because its effect is unknown. A parked request runs again only after it is released.
     */
    record Park<T extends @Nullable Object>() implements FailureAction<T> {}

    /** Returns the action that completes the request with an answer. */
    static <T extends @Nullable Object> FailureAction<T> answer(T response) {
        return new Answer<>(response);
    }

    /** Returns the action that retries the request after a backoff. */
    static <T extends @Nullable Object> FailureAction<T> retry() {
        return new Retry<>();
    }

    /** Returns the action that exhausts the request. */
    static <T extends @Nullable Object> FailureAction<T> giveUp() {
        return new GiveUp<>();
    }

    /** Returns the action that parks the request. */
    static <T extends @Nullable Object> FailureAction<T> park() {
        return new Park<>();
    }
}
