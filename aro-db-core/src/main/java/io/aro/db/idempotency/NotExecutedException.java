package io.aro.db.idempotency;

import io.aro.db.error.AroDatabaseException;
import java.util.Locale;

/** Thrown by {@link IdempotencyService#handleWebhook} when there is no response, because the work is not done. */
public final class NotExecutedException extends AroDatabaseException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome<?> outcome;

    /** Creates the exception for a request that was not executed. */
    public NotExecutedException(IdempotencyKey key, Outcome<?> outcome) {
        super(
                String.format(
                        Locale.ROOT,
                        "%s was not executed (%s); answer with an error, so that its sender comes again.",
                        key,
                        outcome.getClass().getSimpleName()),
                null);
        this.outcome = outcome;
    }

    /** Returns what became of the request. */
    public Outcome<?> outcome() {
        return outcome;
    }

    @Override
    public boolean isRetryable() {
        return outcome instanceof Outcome.InProgress;
    }
}
