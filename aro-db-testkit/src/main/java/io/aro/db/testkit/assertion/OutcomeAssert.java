package io.aro.db.testkit.assertion;

import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Answered;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import java.time.Duration;
import java.util.Objects;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about the outcome of a request. Failures do not show responses, which may hold personal data.
 *
 * @param <T> the type of the response
 */
public final class OutcomeAssert<T> extends AbstractAssert<OutcomeAssert<T>, Outcome<T>> {

    OutcomeAssert(@Nullable Outcome<T> actual) {
        super(actual, OutcomeAssert.class);
    }

    /** Asserts that the handler ran and its effect is committed. */
    public OutcomeAssert<T> isExecuted() {
        return is(Executed.class);
    }

    /** Asserts that the request had been executed before. */
    public OutcomeAssert<T> isReplayed() {
        return is(Replayed.class);
    }

    /** Asserts that the request has a response, now or from before. */
    public OutcomeAssert<T> isAnswered() {
        return is(Answered.class);
    }

    /** Asserts the response of a request that has one. */
    public OutcomeAssert<T> withResponse(@Nullable T expected) {
        isAnswered();
        if (actual instanceof Answered<T> answered && !Objects.equals(answered.response(), expected)) {
            throw failure("The request should have been answered in another way; responses are not shown");
        }
        return this;
    }

    /** Asserts that the request had been executed so long ago that its response is gone. */
    public OutcomeAssert<T> isResponseExpired() {
        return is(ResponseExpired.class);
    }

    /** Asserts that somebody else is at work on the request. */
    public OutcomeAssert<T> isInProgress() {
        return is(InProgress.class);
    }

    /** Asserts that it is worth asking again after this time at the latest. */
    public OutcomeAssert<T> isInProgressFor(Duration longest) {
        isInProgress();
        if (actual instanceof InProgress<T> busy && busy.retryAfter().compareTo(longest) > 0) {
            throw failure("It should be worth asking again after %s, and is after %s", longest, busy.retryAfter());
        }
        return this;
    }

    /** Asserts that the key belongs to another request. */
    public OutcomeAssert<T> isMismatch() {
        return is(Mismatch.class);
    }

    /** Asserts that nobody knows what has become of the request. */
    public OutcomeAssert<T> isParked() {
        return is(Parked.class);
    }

    /** Asserts that the request was given up. */
    public OutcomeAssert<T> isExhausted() {
        return is(Exhausted.class);
    }

    private OutcomeAssert<T> is(Class<?> expected) {
        isNotNull();
        if (!expected.isInstance(actual)) {
            throw failure(
                    "The outcome of the request should be %s, and is %s",
                    expected.getSimpleName(), actual.getClass().getSimpleName());
        }
        return this;
    }
}
