package io.aro.db.idempotency;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;

/**
 * Thrown by {@link IdempotencyService#handleWebhook} when a request has no response to return.
 *
 * <p>The request is in progress, refused, or was executed so long ago that its response is no longer kept.
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
                "it is in progress, or its backoff runs; answer with an error, so that its sender comes again";
            case Outcome.Done<?> done ->
                "it was executed earlier, and its response is no longer kept; answer with success";
            case Outcome.Refused<?> refused ->
                String.format(
                        Locale.ROOT,
                        "it is refused (%s), and a repetition is refused too; see docs/errors.md",
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
