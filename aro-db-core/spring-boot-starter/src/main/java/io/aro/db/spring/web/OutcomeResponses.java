package io.aro.db.spring.web;

import io.aro.db.idempotency.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/**
 * The answers to the outcomes of idempotent requests; immutable.
 *
 * <ul>
 *   <li>Executed: 200 with the response of the handler.
 *   <li>Replayed: the same, with the header {@value #REPLAYED}.
 *   <li>Response expired: 200 without a body.
 *   <li>In progress: 409 with {@code Retry-After}, or another status chosen by {@link #withInProgress}.
 *   <li>Refused: 422. The type of the problem document names the case, such as {@code urn:aro-db:parked}.
 * </ul>
 *
 * <p>The function {@link #of} answers with 409. The bean of this type has the status of the property {@code
 * aro.db.web.in-progress-status}.
 */
public final class OutcomeResponses {

    /** The header of a replayed response, with the value {@code true}. */
    public static final String REPLAYED = "Idempotent-Replayed";

    private static final OutcomeResponses DEFAULTS = new OutcomeResponses(HttpStatus.CONFLICT);

    private final HttpStatusCode inProgress;

    private OutcomeResponses(HttpStatusCode inProgress) {
        this.inProgress = inProgress;
    }

    /** Returns the answer to an outcome, with 409 for a request in progress. */
    public static ResponseEntity<Object> of(Outcome<?> outcome) {
        return DEFAULTS.answer(outcome);
    }

    /** Returns answers with the given status for a request in progress, such as 503. */
    public static OutcomeResponses withInProgress(HttpStatusCode status) {
        return new OutcomeResponses(status);
    }

    /** Returns the answer to an outcome. */
    public ResponseEntity<Object> answer(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Executed<?> done -> success(HttpHeaders.EMPTY, done.response());
            case Outcome.Replayed<?> done -> success(replayed(), done.response());
            case Outcome.ResponseExpired<?> done -> ResponseEntity.ok().build();
            case Outcome.InProgress<?> busy -> later(busy);
            case Outcome.Mismatch<?> refused ->
                refusal("mismatch", "The request differs from the first request under its idempotency key.");
            case Outcome.Parked<?> refused ->
                refusal(
                        "parked",
                        "The effect of the request is unknown; the request is refused until it is reconciled.");
            case Outcome.Exhausted<?> refused ->
                refusal("exhausted", "The request is exhausted; a dead letter records the failure.");
        };
    }

    private static ResponseEntity<Object> success(HttpHeaders headers, @Nullable Object response) {
        return ResponseEntity.ok().headers(headers).body(response);
    }

    private static HttpHeaders replayed() {
        HttpHeaders headers = new HttpHeaders();
        headers.set(REPLAYED, "true");
        return headers;
    }

    private ResponseEntity<Object> later(Outcome.InProgress<?> busy) {
        ProblemDetail problem = Problems.of(
                inProgress, "in-progress", "The request is in progress, or in its backoff; repeat it later.");
        return ResponseEntity.status(inProgress)
                .header(HttpHeaders.RETRY_AFTER, Problems.seconds(busy.retryAfter()))
                .body(problem);
    }

    private static ResponseEntity<Object> refusal(String name, String detail) {
        HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;
        return ResponseEntity.status(status).body(Problems.of(status, name, detail));
    }
}
