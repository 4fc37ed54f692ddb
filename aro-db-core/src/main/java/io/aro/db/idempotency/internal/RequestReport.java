package io.aro.db.idempotency.internal;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.internal.session.Connections;
import io.aro.db.observation.DatabaseEvent.RequestHandled;
import io.aro.db.observation.DatabaseEvent.RequestResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The report of a handled request to the listeners of the database. */
final class RequestReport {

    private RequestReport() {}

    /**
     * Reports the end of a request; a joined execution only after the commit of its host transaction.
     *
     * @param outcome the outcome; null after an exception
     * @param begun the {@link System#nanoTime} at the beginning of the call
     */
    static void send(Connections connections, IdempotencyKey key, @Nullable Outcome<?> outcome, long begun) {
        if (!connections.isObserved()) {
            return;
        }
        RequestResult result = outcome == null ? RequestResult.FAILED : resultOf(outcome);
        RequestHandled event = new RequestHandled(key.source(), result, Duration.ofNanos(System.nanoTime() - begun));
        if (result == RequestResult.EXECUTED && connections.isInsideHost()) {
            connections.afterHostCommit(() -> connections.tell(event));
        } else {
            connections.tell(event);
        }
    }

    private static RequestResult resultOf(Outcome<?> outcome) {
        return switch (outcome) {
            case Executed<?> executed -> RequestResult.EXECUTED;
            case Replayed<?> replayed -> RequestResult.REPLAYED;
            case ResponseExpired<?> expired -> RequestResult.RESPONSE_EXPIRED;
            case InProgress<?> busy -> RequestResult.IN_PROGRESS;
            case Mismatch<?> mismatch -> RequestResult.MISMATCH;
            case Parked<?> parked -> RequestResult.PARKED;
            case Exhausted<?> exhausted -> RequestResult.EXHAUSTED;
        };
    }
}
