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
 * A snapshot of a key as a claim left it or a query found it; immutable.
 *
 * <p>It is the optimistic-lock token, too: a write that is given a snapshot succeeds only if state, fence and claim id
 * are unchanged since. The fence is the fencing token, which grows with each claim; the claim id tells even a row that
 * was deleted and inserted anew.
 */
public final class KeySnapshot {

    private static final String NOW = "aro_now";
    private static final String TRANSACTION = "aro_transaction";
    private static final String TWIN = "aro_twin";

    /** The response as the text that it is. */
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

    /** Returns what a snapshot reads: the row, and the time by which it is judged. */
    static List<Field<?>> columns(Field<Instant> now) {
        List<Field<?>> columns = new ArrayList<>(COLUMNS);
        columns.add(now.as(NOW));
        return columns;
    }

    /** Returns the columns, and two that a claim adds: its transaction, and the name of another row of the key. */
    static List<Field<?>> ownColumns(Field<Instant> now, Field<String> transaction, Field<String> twin) {
        List<Field<?>> columns = columns(now);
        columns.add(transaction.as(TRANSACTION));
        columns.add(twin.as(TWIN));
        return columns;
    }

    /** Reads a row that a query found. */
    static KeySnapshot of(Record row) {
        return new KeySnapshot(row, null);
    }

    /** Reads a row as {@link ClaimStatement} left it, with the transaction that did. */
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

    /** Returns how often the request was tried since it was new. */
    public int attempts() {
        return row.get(IDEMPOTENCY_KEYS.ATTEMPTS);
    }

    /** Returns the fingerprint of the request, if it was given. */
    public @Nullable String fingerprint() {
        return row.get(IDEMPOTENCY_KEYS.FINGERPRINT);
    }

    /** Returns the name of the exception that ended the last attempt. */
    public @Nullable String lastError() {
        return row.get(IDEMPOTENCY_KEYS.LAST_ERROR);
    }

    /** Returns the id of the last claim, if the key was ever claimed. */
    public @Nullable UUID claimId() {
        return row.get(IDEMPOTENCY_KEYS.CLAIM_ID);
    }

    /** Returns the stored response, if there is one. */
    public @Nullable String response() {
        return row.get(RESPONSE);
    }

    /** Returns the id of the transaction that claimed the key, on PostgreSQL; null for a key that was only read. */
    @Nullable
    String transaction() {
        return transaction;
    }

    /** Returns the name of another row of a key that this claim has inserted, if there is one. */
    Optional<String> twin() {
        return Optional.ofNullable(row.get(TWIN, String.class));
    }

    /** Returns the condition that a row is unchanged since: even after the lease expired, unless another has claimed the key. */
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

    /** Tells whether the key is in progress under the claim. */
    public boolean isOf(UUID id) {
        return id.equals(claimId()) && state == KeyState.IN_PROGRESS;
    }

    /** Tells whether another snapshot shows the key unchanged, whatever its name is since an erasure. */
    public boolean isUnchangedIn(KeySnapshot other) {
        return state == other.state && fence() == other.fence() && Objects.equals(claimId(), other.claimId());
    }

    /** Tells whether the request counts as new although the key was used before. */
    public boolean isAfterExpiry() {
        return fence() > 1 && attempts() == 1 && lastError() == null;
    }

    /** Tells whether the key was taken over from an owner whose lease had expired. */
    boolean isTakeover() {
        return attempts() > 1 && StoredKey.LEASE_LAPSED.equals(lastError());
    }

    /** Answers another delivery of the request; empty if the key is free to be claimed. */
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

    /** A key is free from the time in the column on; the state decides about a row without such a time. */
    private <T extends @Nullable Object> Optional<Outcome<T>> busyUntil(Field<Instant> column, boolean freeWithout) {
        Instant until = row.get(column);
        boolean free = until == null ? freeWithout : !until.isAfter(now());
        return free ? Optional.empty() : Optional.of(new InProgress<>(rest(until), stored()));
    }

    /**
     * Returns how long it is until the key is worth asking for again.
     *
     * <p>A lease or a backoff counts from the time the row was written. If the clock was set back since, that time is
     * still to come, and no more than the whole lease or backoff is left.
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

    /** Tells whether its request is forgotten, so that another may come under the key. */
    private boolean isExpired() {
        Instant expiresAt = row.get(IDEMPOTENCY_KEYS.EXPIRES_AT);
        Instant leaseUntil = row.get(IDEMPOTENCY_KEYS.LEASE_UNTIL);
        return expiresAt != null
                && !expiresAt.isAfter(now())
                && state != KeyState.PARKED
                && (state != KeyState.IN_PROGRESS || leaseUntil == null || !leaseUntil.isAfter(now()));
    }

    /** Returns when the snapshot was taken, on the clock that the key is measured by. */
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
