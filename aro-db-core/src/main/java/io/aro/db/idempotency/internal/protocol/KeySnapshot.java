package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.internal.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * Is a key as a claim has left it, or a query found it.
 *
 * @param stored what the database holds of it
 * @param claimId the id of its last claim, if it was ever claimed
 * @param response the stored response, if there is one
 * @param now when that was so, on the clock that the key is measured by
 * @param transaction the id of the transaction that claimed it, on PostgreSQL; null for a key that was only read
 */
public record KeySnapshot(
        StoredKey stored,
        @Nullable UUID claimId,
        @Nullable String response,
        Instant now,
        @Nullable String transaction) {

    /** Tells whether the key was claimed with this id. */
    public boolean isOf(UUID id) {
        return id.equals(claimId) && stored.state() == KeyState.IN_PROGRESS;
    }

    /** Tells whether the request counts as new although the key was used before. */
    public boolean isAfterExpiry() {
        return stored.fence() > 1 && stored.attempts() == 1 && stored.lastError() == null;
    }

    /** Tells whether the key was taken from an owner whose lease had run out. */
    public boolean isTakeover() {
        return stored.attempts() > 1 && StoredKey.LEASE_LAPSED.equals(stored.lastError());
    }

    /** Answers another delivery of the request; empty if the key is free to be claimed. */
    public <T extends @Nullable Object> Optional<Outcome<T>> answer(
            @Nullable Fingerprint request, Class<@NonNull T> type) {
        String known = stored.fingerprint();
        if (stored.isExpired(now)) {
            return Optional.empty();
        }
        if (known != null && request != null && !request.matches(known)) {
            return Optional.of(new Mismatch<>(known, request.text(), stored));
        }
        return stored.isFree(now) ? Optional.empty() : Optional.of(held(type));
    }

    private <T extends @Nullable Object> Outcome<T> held(Class<@NonNull T> type) {
        return switch (stored.state()) {
            case COMPLETED -> replay(type);
            case IN_PROGRESS, RELEASED -> new InProgress<>(stored.rest(now), stored);
            case PARKED -> new Parked<>(stored);
            case EXHAUSTED -> new Exhausted<>(stored);
        };
    }

    private <T extends @Nullable Object> Outcome<T> replay(Class<@NonNull T> type) {
        Instant until = stored.responseUntil();
        return response == null || (until != null && !until.isAfter(now))
                ? new ResponseExpired<>(stored)
                : new Replayed<>(Json.read(response, type));
    }
}
