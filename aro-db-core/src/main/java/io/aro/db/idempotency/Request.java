package io.aro.db.idempotency;

import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Is a request as the service handles it.
 *
 * @param key the key it came under
 * @param fingerprint the SHA-256 of its body
 * @param type the type of its response
 * @param policy the policy of its source
 */
record Request<T extends @Nullable Object>(
        IdempotencyKey key, String fingerprint, Class<@NonNull T> type, IdempotencyPolicy policy) {}
