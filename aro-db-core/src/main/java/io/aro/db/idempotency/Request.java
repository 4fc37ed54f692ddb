package io.aro.db.idempotency;

import io.aro.db.idempotency.internal.protocol.Fingerprint;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Is a request as the service handles it.
 *
 * @param key the key it came under
 * @param fingerprint what it is known again by
 * @param type the type of its response
 * @param policy the policy of its source
 */
record Request<T extends @Nullable Object>(
        IdempotencyKey key, Fingerprint fingerprint, Class<@NonNull T> type, IdempotencyPolicy policy) {}
