package io.aro.db.idempotency.internal.protocol;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.inline;

import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.internal.json.Json;
import io.aro.db.row.Row;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * The valid response of a key. Most further deliveries need no other column of the row.
 *
 * @param fingerprint the fingerprint of the request; null for a lock without a request
 * @param json the response
 */
record StoredResponse(@Nullable String fingerprint, String json) {

    static List<Field<?>> columns() {
        return List.of(IDEMPOTENCY_KEYS.FINGERPRINT, KeySnapshot.RESPONSE);
    }

    /** Returns the condition for a completed row within the times of its policy. */
    static Condition isValid(Field<Instant> now) {
        return IDEMPOTENCY_KEYS
                .STATE
                .eq(inline(KeyState.COMPLETED.literal()))
                .and(IDEMPOTENCY_KEYS.RESPONSE.isNotNull())
                .and(isFuture(IDEMPOTENCY_KEYS.RESPONSE_UNTIL, now))
                .and(isFuture(IDEMPOTENCY_KEYS.EXPIRES_AT, now));
    }

    private static Condition isFuture(Field<Instant> until, Field<Instant> now) {
        return until.isNull().or(until.gt(now));
    }

    static StoredResponse of(Row row) {
        return new StoredResponse(row.get(IDEMPOTENCY_KEYS.FINGERPRINT), row.get(KeySnapshot.RESPONSE));
    }

    /** Replays the response to the same request; empty for another request. */
    <T extends @Nullable Object> Optional<Outcome<T>> replay(KeyRequest<T> request) {
        return fingerprint == null || request.fingerprint().matches(fingerprint)
                ? Optional.of(new Replayed<>(Json.read(json, request.type())))
                : Optional.empty();
    }
}
