package io.aro.db.idempotency;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The identity of a request: deliveries with equal keys belong to the same request.
 *
 * <p>The parts are stored in separate columns, so two different keys never collide.
 *
 * @param scope the owner of the request, such as a tenant; at most 50 characters, empty without scopes
 * @param source the sender, such as {@code calendly}; at most 50 characters
 * @param key the sender's id of the request; at most 255 characters
 */
public record IdempotencyKey(String scope, String source, String key) {

    private static final Pattern LINE_BREAKING = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]");

    /**
     * Checks the lengths of the parts.
     *
     * @throws InvalidValueException if a part is too long, or source or key is blank
     */
    public IdempotencyKey {
        if (!Values.required("idempotency scope", scope).isEmpty()) {
            scope = Values.text("idempotency scope", scope, 50);
        }
        source = Values.text("idempotency source", source, 50);
        key = Values.text("idempotency key", key, 255);
    }

    /** Returns the key of a source's request, with an empty scope. */
    public static IdempotencyKey of(String source, String key) {
        return new IdempotencyKey("", source, key);
    }

    /** Returns a copy with the given scope. */
    public IdempotencyKey inScope(String other) {
        return new IdempotencyKey(other, source, key);
    }

    /**
     * Returns the parts on one line, for logs and messages. Each line-breaking or control character becomes a space.
     */
    @Override
    public String toString() {
        return LINE_BREAKING
                .matcher(String.format(Locale.ROOT, "IdempotencyKey[scope=%s, source=%s, key=%s]", scope, source, key))
                .replaceAll(" ");
    }
}
