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
 * Assertions on the outcome of a request. Failures do not show responses, because responses may contain personal data.
 *
 * @param <T> the type of the response
 */
public final class OutcomeAssert<T> extends AbstractAssert<OutcomeAssert<T>, Outcome<T>> {

    OutcomeAssert(@Nullable Outcome<T> actual) {
        super(actual, OutcomeAssert.class);
    }

    /** Asserts an execution by this delivery, with its effect committed. */
    public OutcomeAssert<T> isExecuted() {
        return is(Executed.class);
    }

    /** Asserts a replay of an earlier execution. */
    public OutcomeAssert<T> isReplayed() {
        return is(Replayed.class);
    }

    /** Asserts a response, from this delivery or an earlier one. */
    public OutcomeAssert<T> isAnswered() {
        return is(Answered.class);
    }

    /** Asserts a response equal to the expected value. */
    public OutcomeAssert<T> withResponse(@Nullable T expected) {
        isAnswered();
        if (actual instanceof Answered<T> answered && !Objects.equals(answered.response(), expected)) {
            throw failure("The request should have the expected response; responses are not shown");
        }
        return this;
    }

    /** Asserts an earlier execution whose response is no longer stored. */
    public OutcomeAssert<T> isResponseExpired() {
        return is(ResponseExpired.class);
    }

    /** Asserts a request leased by another caller, or in its backoff after a failure. */
    public OutcomeAssert<T> isInProgress() {
        return is(InProgress.class);
    }

    /** Asserts a request in progress with at most the given time until a retry. */
    public OutcomeAssert<T> isInProgressFor(Duration longest) {
        isInProgress();
        if (actual instanceof InProgress<T> busy && busy.retryAfter().compareTo(longest) > 0) {
            throw failure("The time until a retry should be at most %s, and is %s", longest, busy.retryAfter());
        }
        return this;
    }

    /** Asserts a key already used by a different request. */
    public OutcomeAssert<T> isMismatch() {
        return is(Mismatch.class);
    }

    /** Asserts a parked request, whose effect is unknown until it is reconciled. */
    public OutcomeAssert<T> isParked() {
        return is(Parked.class);
    }

    /** Asserts a request abandoned after its last attempt. */
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
