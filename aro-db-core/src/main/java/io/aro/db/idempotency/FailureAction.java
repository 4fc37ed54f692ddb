package io.aro.db.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * Says what is to become of a request whose handler has failed.
 *
 * @param <T> the type of the response
 */
public sealed interface FailureAction<T extends @Nullable Object> {

    /**
     * Says that the failure is the answer: it is stored and replayed like any response.
     *
     * @param response the answer
     */
    record Answer<T extends @Nullable Object>(T response) implements FailureAction<T> {}

    /** Says that running the handler again is safe and may succeed; it rests, longer each time. */
    record Retry<T extends @Nullable Object>() implements FailureAction<T> {}

    /** Says that another attempt is in vain; the request becomes a dead letter. */
    record GiveUp<T extends @Nullable Object>() implements FailureAction<T> {}

    /** Says that the effect may or may not have happened; the key is parked and never runs again by itself. */
    record Unknown<T extends @Nullable Object>() implements FailureAction<T> {}

    /** Returns the verdict that the failure is the answer. */
    static <T extends @Nullable Object> FailureAction<T> answer(T response) {
        return new Answer<>(response);
    }

    /** Returns the verdict to run again. */
    static <T extends @Nullable Object> FailureAction<T> retry() {
        return new Retry<>();
    }

    /** Returns the verdict to give up. */
    static <T extends @Nullable Object> FailureAction<T> giveUp() {
        return new GiveUp<>();
    }

    /** Returns the verdict that nobody knows. */
    static <T extends @Nullable Object> FailureAction<T> unknown() {
        return new Unknown<>();
    }
}
