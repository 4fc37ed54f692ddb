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
import io.aro.db.internal.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
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

    private static final String NOW = "aro_now";
    private static final String TRANSACTION = "aro_transaction";
    private static final String TWIN = "aro_twin";

    /** The response as raw text, without a conversion. */
    private static final Field<String> RESPONSE = IDEMPOTENCY_KEYS.RESPONSE.coerce(SQLDataType.CLOB);

    private static final List<Field<?>> COLUMNS = Stream.of(IDEMPOTENCY_KEYS.fields())
            .<Field<?>>map(column -> column.equals(IDEMPOTENCY_KEYS.RESPONSE) ? RESPONSE : column)
            .toList();

    private static final Map<String, KeyState> STATES =
            Stream.of(KeyState.values()).collect(Collectors.toMap(KeyState::literal, Function.identity()));

    private final Record row;
    private final KeyState state;
    private final @Nullable String transaction;

    private KeySnapshot(Record row, @Nullable String transaction) {
        this.row = row;
        String literal = row.get(IDEMPOTENCY_KEYS.STATE);
        KeyState known = STATES.get(literal);
        this.state = known == null ? KeyState.of(literal) : known;
        this.transaction = transaction;
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
    static KeySnapshot of(Record row) {
        return new KeySnapshot(row, null);
    }

    /** Creates a snapshot from the row of a {@link ClaimStatement}, with its transaction. */
    static KeySnapshot ofOwn(Record row) {
        return new KeySnapshot(row, row.get(TRANSACTION, String.class));
    }

    /** Returns the key under its stored name. */
    public IdempotencyKey key() {
        return new IdempotencyKey(
                row.get(IDEMPOTENCY_KEYS.SCOPE), row.get(IDEMPOTENCY_KEYS.SOURCE), row.get(IDEMPOTENCY_KEYS.KEY));
    }

    /** Returns the state. */
    public KeyState state() {
        return state;
    }

    /** Returns the fencing token. */
    public long fence() {
        return row.get(IDEMPOTENCY_KEYS.FENCE);
    }

    /** Returns the number of attempts since the request was new, or left the parked or exhausted state. */
    public int attempts() {
        return row.get(IDEMPOTENCY_KEYS.ATTEMPTS);
    }

    /** Returns the fingerprint of the request; null for a lock without a request. */
    public @Nullable String fingerprint() {
        return row.get(IDEMPOTENCY_KEYS.FINGERPRINT);
    }

    /** Returns the class name of the exception that ended the last attempt; null without a failure. */
    public @Nullable String lastError() {
        return row.get(IDEMPOTENCY_KEYS.LAST_ERROR);
    }

    /** Returns the id of the last claim; null for a key without a claim. */
    public @Nullable UUID claimId() {
        return row.get(IDEMPOTENCY_KEYS.CLAIM_ID);
    }

    /** Returns the stored response as JSON; null without a response. */
    public @Nullable String response() {
        return row.get(RESPONSE);
    }

    /** Returns the id of the claiming transaction on PostgreSQL; null for a queried key. */
    @Nullable
    String transaction() {
        return transaction;
    }

    /** Returns the name of a second row of the key, found by a claim that inserted a row. */
    Optional<String> twin() {
        return Optional.ofNullable(row.get(TWIN, String.class));
    }

    /** Returns the optimistic-lock condition. An expired lease alone does not violate it; a later claim does. */
    Condition isUnchanged() {
        return IDEMPOTENCY_KEYS
                .FENCE
                .eq(fence())
                .and(IDEMPOTENCY_KEYS.CLAIM_ID.isNotDistinctFrom(claimId()))
                .and(IDEMPOTENCY_KEYS.STATE.eq(row.get(IDEMPOTENCY_KEYS.STATE)));
    }

    /** Returns the public view of the key. */
    public StoredKey stored() {
        return toStoredKey(row);
    }

    /** Returns whether the key is in progress under the claim. */
    public boolean isOf(UUID id) {
        return id.equals(claimId()) && state == KeyState.IN_PROGRESS;
    }

    /** Returns whether another snapshot shows the key unchanged. An erasure may have renamed the key. */
    public boolean isUnchangedIn(KeySnapshot other) {
        return state == other.state && fence() == other.fence() && Objects.equals(claimId(), other.claimId());
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
        return switch (state) {
            case COMPLETED -> Optional.of(replay(type));
            case IN_PROGRESS -> busyUntil(IDEMPOTENCY_KEYS.LEASE_UNTIL, false);
            case RELEASED -> busyUntil(IDEMPOTENCY_KEYS.NOT_BEFORE, true);
            case PARKED -> Optional.of(new Parked<>(stored()));
            case EXHAUSTED -> Optional.of(new Exhausted<>(stored()));
        };
    }

    private <T extends @Nullable Object> Outcome<T> replay(Class<@NonNull T> type) {
        String response = response();
        Instant until = row.get(IDEMPOTENCY_KEYS.RESPONSE_UNTIL);
        return response == null || (until != null && !until.isAfter(now()))
                ? new ResponseExpired<>(stored())
                : new Replayed<>(Json.read(response, type));
    }

    /** A key is free from the time in the column; without a time, the state decides. */
    private <T extends @Nullable Object> Optional<Outcome<T>> busyUntil(Field<Instant> column, boolean freeWithout) {
        Instant until = row.get(column);
        boolean free = until == null ? freeWithout : !until.isAfter(now());
        return free ? Optional.empty() : Optional.of(new InProgress<>(rest(until), stored()));
    }

    /**
     * Returns the remaining time of the lease or backoff, at most its full duration.
     *
     * <p>A lease or backoff starts at the last write of the row. If the clock was set back since, the write lies in the
     * future. The full duration then remains.
     */
    private Duration rest(@Nullable Instant until) {
        Instant now = now();
        if (until == null || !until.isAfter(now)) {
            return Claimer.SOON;
        }
        Instant updatedAt = row.get(IDEMPOTENCY_KEYS.UPDATED_AT);
        boolean setBack = updatedAt.isAfter(now) && updatedAt.isBefore(until);
        return Duration.between(setBack ? updatedAt : now, until);
    }

    /** Returns whether the retention is over, no lease is valid, and a new request may use the key. */
    private boolean isExpired() {
        Instant expiresAt = row.get(IDEMPOTENCY_KEYS.EXPIRES_AT);
        Instant leaseUntil = row.get(IDEMPOTENCY_KEYS.LEASE_UNTIL);
        return expiresAt != null
                && !expiresAt.isAfter(now())
                && state != KeyState.PARKED
                && (state != KeyState.IN_PROGRESS || leaseUntil == null || !leaseUntil.isAfter(now()));
    }

    /** Returns the time of the snapshot, by the clock of the stored times. */
    private Instant now() {
        return row.get(NOW, Instant.class);
    }

    /** Returns the public view of a row. */
    public static StoredKey toStoredKey(Record row) {
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
