package io.aro.db.idempotency;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;

/**
 * Thrown when {@link IdempotencyService#handleWebhook} has no response to return.
 *
 * <p>The request is in progress, in its backoff, or refused, or the response has expired. Only the first two cases are
 * retryable.
 */
public final class NotExecutedException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome<?> outcome;

    /** Creates the exception for a request and its outcome. */
    public NotExecutedException(IdempotencyKey key, Outcome<?> outcome) {
        super(String.format(Locale.ROOT, "%s has no response: %s.", key, reason(outcome)), null);
        this.outcome = outcome;
    }

    private static String reason(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.InProgress<?> busy ->
                "the request is in progress or in its backoff; answer with an error to make the sender retry";
            case Outcome.Done<?> done ->
                "the request was executed earlier and its response has expired; answer with success";
            case Outcome.Refused<?> refused ->
                String.format(
                        Locale.ROOT,
                        "the request is refused (%s), like each repetition; see docs/errors.md",
                        refused.getClass().getSimpleName());
        };
    }

    /** Returns the outcome of the request. */
    public Outcome<?> outcome() {
        return outcome;
    }

    @Override
    public boolean isRetryable() {
        return outcome instanceof Outcome.InProgress;
    }
}
