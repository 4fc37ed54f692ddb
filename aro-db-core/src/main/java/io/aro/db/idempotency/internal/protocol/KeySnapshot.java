package io.aro.db.idempotency.internal.protocol;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Exhausted;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Mismatch;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.idempotency.Outcome.ResponseExpired;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.internal.binding.TimeBinding;
import io.aro.db.internal.json.Json;
import io.aro.db.row.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of a key after a claim or from a query; immutable.
 *
 * <p>The snapshot is also an optimistic-lock token. A write with a snapshot succeeds only if state, fencing token and
 * claim id are unchanged. The fencing token increases with each claim. The claim id also distinguishes a row that was
 * deleted and inserted again.
 */
public final class KeySnapshot {

    private static final Field<Instant> NOW = DSL.field(DSL.name("aro_now"), TimeBinding.TYPE);
    private static final Field<String> TRANSACTION = DSL.field(DSL.name("aro_transaction"), SQLDataType.CLOB);
    private static final Field<String> TWIN = DSL.field(DSL.name("aro_twin"), SQLDataType.CLOB);

    /** The response as raw text, without a conversion. */
    static final Field<String> RESPONSE = IDEMPOTENCY_KEYS.RESPONSE.coerce(SQLDataType.CLOB);

    private static final List<Field<?>> COLUMNS = Stream.of(IDEMPOTENCY_KEYS.fields())
            .<Field<?>>map(column -> column.equals(IDEMPOTENCY_KEYS.RESPONSE) ? RESPONSE : column)
            .toList();

    private final StoredKey stored;
    private final @Nullable UUID claimId;
    private final @Nullable String response;
    private final @Nullable Instant responseUntil;
    private final Instant now;
    private final @Nullable String transaction;
    private final @Nullable String twin;

    private KeySnapshot(Row row, boolean own) {
        this.stored = toStoredKey(row);
        this.claimId = row.get(IDEMPOTENCY_KEYS.CLAIM_ID);
        this.response = row.get(RESPONSE);
        this.responseUntil = row.get(IDEMPOTENCY_KEYS.RESPONSE_UNTIL);
        this.now = row.get(NOW);
        this.transaction = own ? row.get(TRANSACTION) : null;
        this.twin = own ? row.get(TWIN) : null;
    }

    /** Returns the columns of a snapshot: the row, and the time of its reading. */
    static List<Field<?>> columns(Field<Instant> now) {
        List<Field<?>> columns = new ArrayList<>(COLUMNS);
        columns.add(now.as(NOW));
        return columns;
    }

    /**
     * Returns the columns of a claim: a snapshot, the claiming transaction, and the name of a second row of the key.
     */
    static List<Field<?>> ownColumns(Field<Instant> now, Field<String> transaction, Field<String> twin) {
        List<Field<?>> columns = columns(now);
        columns.add(transaction.as(TRANSACTION));
        columns.add(twin.as(TWIN));
        return columns;
    }

    /** Creates a snapshot from the row of a query. */
    static KeySnapshot of(Row row) {
        return new KeySnapshot(row, false);
    }

    /** Creates a snapshot from the row of a {@link ClaimStatement}, with its transaction. */
    static KeySnapshot ofOwn(Row row) {
        return new KeySnapshot(row, true);
    }

    /** Returns whether a time is over. A missing time is never over. */
    private static boolean isPast(@Nullable Instant until, Instant now) {
        return until != null && !until.isAfter(now);
    }

    /** Returns the key under its stored name. */
    public IdempotencyKey key() {
        return stored.key();
    }

    /** Returns the state. */
    public KeyState state() {
        return stored.state();
    }

    /** Returns the fencing token. */
    public long fence() {
        return stored.fence();
    }

    /** Returns the number of attempts since the request was new, or left the parked or exhausted state. */
    public int attempts() {
        return stored.attempts();
    }

    /** Returns the fingerprint of the request; null for a lock without a request. */
    public @Nullable String fingerprint() {
        return stored.fingerprint();
    }

    /** Returns the class name of the exception that ended the last attempt; null without a failure. */
    public @Nullable String lastError() {
        return stored.lastError();
    }

    /** Returns the id of the last claim; null for a key without a claim. */
    public @Nullable UUID claimId() {
        return claimId;
    }

    /** Returns the stored response as JSON; null without a response. */
    public @Nullable String response() {
        return response;
    }

    /** Returns the id of the claiming transaction on PostgreSQL; null for a queried key. */
    @Nullable
    String transaction() {
        return transaction;
    }

    /** Returns the name of a second row of the key, found by a claim that inserted a row. */
    Optional<String> twin() {
        return Optional.ofNullable(twin);
    }

    /** Returns the optimistic-lock condition. An expired lease alone does not violate it; a later claim does. */
    Condition isUnchanged() {
        return IDEMPOTENCY_KEYS
                .FENCE
                .eq(fence())
                .and(IDEMPOTENCY_KEYS.CLAIM_ID.isNotDistinctFrom(claimId()))
                .and(IDEMPOTENCY_KEYS.STATE.eq(state().literal()));
    }

    /** Returns the public view of the key. */
    public StoredKey stored() {
        return stored;
    }

    /** Returns whether the key is in progress under the claim. */
    public boolean isOf(UUID id) {
        return id.equals(claimId) && state() == KeyState.IN_PROGRESS;
    }

    /** Returns whether another snapshot shows the key unchanged. An erasure may have renamed the key. */
    public boolean isUnchangedIn(KeySnapshot other) {
        return state() == other.state() && fence() == other.fence() && Objects.equals(claimId, other.claimId);
    }

    /** Returns whether the request is new under a key used before its expiry. */
    public boolean isAfterExpiry() {
        return fence() > 1 && attempts() == 1 && lastError() == null;
    }

    /** Returns whether the key was taken over after its lease expired. */
    boolean isTakeover() {
        return attempts() > 1 && StoredKey.LEASE_LAPSED.equals(lastError());
    }

    /** Answers a further delivery of the request; empty if the key is free for a claim. */
    <T extends @Nullable Object> Optional<Outcome<T>> answer(@Nullable Fingerprint request, Class<@NonNull T> type) {
        if (isExpired()) {
            return Optional.empty();
        }
        String known = fingerprint();
        if (known != null && request != null && !request.matches(known)) {
            return Optional.of(new Mismatch<>(known, request.text(), stored()));
        }
        if (isFree()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (state()) {
                    case COMPLETED -> replay(type);
                    case IN_PROGRESS -> new InProgress<>(rest(stored.leaseUntil()), stored());
                    case RELEASED -> new InProgress<>(rest(stored.notBefore()), stored());
                    case PARKED -> new Parked<>(stored());
                    case EXHAUSTED -> new Exhausted<>(stored());
                });
    }

    private <T extends @Nullable Object> Outcome<T> replay(Class<@NonNull T> type) {
        return response == null || isPast(responseUntil, now)
                ? new ResponseExpired<>(stored())
                : new Replayed<>(Json.read(response, type));
    }

    /** Returns whether the same request may claim the key. */
    boolean isFree() {
        return isExpired()
                || switch (state()) {
                    case IN_PROGRESS -> isPast(stored.leaseUntil(), now);
                    case RELEASED -> stored.notBefore() == null || isPast(stored.notBefore(), now);
                    case COMPLETED, PARKED, EXHAUSTED -> false;
                };
    }

    /**
     * Returns the remaining time of the lease or backoff, at most its full duration.
     *
     * <p>A lease or backoff starts at the last write of the row. If the clock was set back since, the write lies in the
     * future. The full duration then remains.
     */
    private Duration rest(@Nullable Instant until) {
        if (until == null || !until.isAfter(now)) {
            return Claimer.SOON;
        }
        Instant updatedAt = stored.updatedAt();
        boolean setBack = updatedAt.isAfter(now) && updatedAt.isBefore(until);
        return Duration.between(setBack ? updatedAt : now, until);
    }

    /** Returns whether the retention is over, no lease is valid, and a new request may use the key. */
    private boolean isExpired() {
        Instant leaseUntil = stored.leaseUntil();
        return isPast(stored.expiresAt(), now)
                && state() != KeyState.PARKED
                && (state() != KeyState.IN_PROGRESS || leaseUntil == null || !leaseUntil.isAfter(now));
    }

    /** Returns the public view of a row. */
    public static StoredKey toStoredKey(Row row) {
        return new StoredKey(
                new IdempotencyKey(
                        row.get(IDEMPOTENCY_KEYS.SCOPE),
                        row.get(IDEMPOTENCY_KEYS.SOURCE),
                        row.get(IDEMPOTENCY_KEYS.KEY)),
                KeyState.of(row.get(IDEMPOTENCY_KEYS.STATE)),
                row.get(IDEMPOTENCY_KEYS.FINGERPRINT),
                row.get(IDEMPOTENCY_KEYS.FENCE),
                row.get(IDEMPOTENCY_KEYS.ATTEMPTS),
                row.get(IDEMPOTENCY_KEYS.OWNER),
                row.get(IDEMPOTENCY_KEYS.CLAIMED_AT),
                row.get(IDEMPOTENCY_KEYS.LEASE_UNTIL),
                row.get(IDEMPOTENCY_KEYS.NOT_BEFORE),
                row.get(IDEMPOTENCY_KEYS.LAST_ERROR),
                row.get(IDEMPOTENCY_KEYS.CREATED_AT),
                row.get(IDEMPOTENCY_KEYS.UPDATED_AT),
                row.get(IDEMPOTENCY_KEYS.COMPLETED_AT),
                row.get(IDEMPOTENCY_KEYS.COMPLETED_AT) == null ? null : row.get(IDEMPOTENCY_KEYS.RESPONSE_UNTIL),
                row.get(IDEMPOTENCY_KEYS.EXPIRES_AT));
    }

    @Override
    public String toString() {
        return stored().toString();
    }
}
