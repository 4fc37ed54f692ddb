package io.aro.db.idempotency;

import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.internal.Json;
import io.aro.db.schema.tables.records.IdempotencyKeysRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Is what the database holds about a key, and what it means for a request that comes now. */
record StoredKey(
        KeyState state,
        @Nullable String fingerprint,
        @Nullable String response,
        @Nullable Instant leaseUntil,
        @Nullable Instant notBefore,
        @Nullable Instant expiresAt) {

    /** When to ask again if nothing says how long the other will take. */
    static final Duration SOON = Duration.ofSeconds(1);

    static StoredKey of(IdempotencyKeysRecord row) {
        return new StoredKey(
                KeyState.of(row.getState()),
                row.getFingerprint(),
                row.getResponse() == null ? null : row.getResponse().data(),
                row.getLeaseUntil(),
                row.getNotBefore(),
                row.getExpiresAt());
    }

    /** Answers a request from what is stored; empty if the key is free to be claimed. */
    <T> Optional<Outcome<T>> answer(String given, Class<T> type, Instant now) {
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            return Optional.empty();
        }
        if (fingerprint != null && !fingerprint.equals(given)) {
            return Optional.of(new Mismatch<>(fingerprint, given));
        }
        return switch (state) {
            case COMPLETED -> Optional.of(replay(type));
            case IN_PROGRESS -> busyUntil(leaseUntil, now);
            case RELEASED -> notBefore == null ? Optional.empty() : busyUntil(notBefore, now);
            case PARKED, EXHAUSTED -> Optional.of(new InProgress<>(SOON));
        };
    }

    private <T> Outcome<T> replay(Class<T> type) {
        return new Replayed<>(Json.read(String.valueOf(response), type));
    }

    private static <T> Optional<Outcome<T>> busyUntil(@Nullable Instant until, Instant now) {
        if (until == null) {
            return Optional.of(new InProgress<>(SOON));
        }
        return until.isAfter(now) ? Optional.of(new InProgress<>(Duration.between(now, until))) : Optional.empty();
    }
}
