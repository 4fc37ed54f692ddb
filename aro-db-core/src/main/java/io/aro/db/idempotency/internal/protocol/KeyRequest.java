package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicy;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * A request as the protocol handles it.
 *
 * @param key the key it came under
 * @param fingerprint what it is known again by
 * @param type the type of its response
 * @param policy the policy of its source
 */
public record KeyRequest<T extends @Nullable Object>(
        IdempotencyKey key, Fingerprint fingerprint, Class<@NonNull T> type, IdempotencyPolicy policy) {}
