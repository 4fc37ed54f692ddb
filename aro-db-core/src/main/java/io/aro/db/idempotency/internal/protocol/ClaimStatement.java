package io.aro.db.idempotency.internal.protocol;

import static io.aro.db.internal.naming.QualifiedNames.excluded;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.dialect.InsertOrRead;
import io.aro.db.internal.dialect.InsertOrRead.Change;
import io.aro.db.internal.session.SqlClock;
import io.aro.db.schema.tables.records.IdempotencyKeysRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * The statement that claims a key, with the conditions of a claim and the resulting row.
 *
 * <p>On a conflict with a concurrent insert, the update refers only to columns of the two rows. Distributed PostgreSQL
 * refuses non-immutable functions there, such as the server's time.
 *
 * @param key the key
 * @param fingerprint the fingerprint of the request; null for a lock without a request
 * @param owner the name of the claimer
 * @param claimId the id of this claim
 * @param lease the duration of the claim
 * @param retention the time the key is remembered
 * @param lockWait the lock timeout for the row and for later locks of the transaction; null keeps the current limits
 * @param response the replay time of the response if the claiming transaction completes the request; null for a claim
 *     that outlives its transaction
 */
public record ClaimStatement(
        IdempotencyKey key,
        @Nullable Fingerprint fingerprint,
        String owner,
        UUID claimId,
        Duration lease,
        Duration retention,
        @Nullable Duration lockWait,
        @Nullable Duration response) {

    private static final String CLAIMED = KeyState.IN_PROGRESS.literal();
    private static final Field<String> IN_PROGRESS = inline(CLAIMED);
    private static final Field<String> RELEASED = inline(KeyState.RELEASED.literal());
    private static final Field<String> PARKED = inline(KeyState.PARKED.literal());

    /** Creates the statement of a leased claim, which outlives the transaction. */
    public ClaimStatement(
            IdempotencyKey key,
            @Nullable Fingerprint fingerprint,
            String owner,
            UUID claimId,
            Duration lease,
            Duration retention,
            @Nullable Duration lockWait) {
        this(key, fingerprint, owner, claimId, lease, retention, lockWait, null);
    }

    /** Returns the same claim on the row of a different name. */
    ClaimStatement of(IdempotencyKey other) {
        return new ClaimStatement(other, fingerprint, owner, claimId, lease, retention, lockWait, response);
    }

    /** Returns the condition for a key past its retention without a valid lease. Parked keys never expire. */
    public static Condition expired(Field<Instant> now) {
        return IDEMPOTENCY_KEYS
                .EXPIRES_AT
                .isNotNull()
                .and(IDEMPOTENCY_KEYS.EXPIRES_AT.le(now))
                .and(IDEMPOTENCY_KEYS.STATE.ne(PARKED))
                .and(IDEMPOTENCY_KEYS
                        .STATE
                        .ne(IN_PROGRESS)
                        .or(IDEMPOTENCY_KEYS.LEASE_UNTIL.isNull())
                        .or(IDEMPOTENCY_KEYS.LEASE_UNTIL.le(now)));
    }

    /** Returns the condition for a key in progress with an expired lease. */
    public static Condition lapsed(Field<Instant> now) {
        return IDEMPOTENCY_KEYS
                .STATE
                .eq(IN_PROGRESS)
                .and(IDEMPOTENCY_KEYS.LEASE_UNTIL.isNotNull())
                .and(IDEMPOTENCY_KEYS.LEASE_UNTIL.le(now));
    }

    /**
     * Returns the name of a second row of the key in the statement's snapshot.
     *
     * <p>The second row is the erased row of the key. On PostgreSQL it can also be a row renamed or deleted since the
     * statement began.
     */
    static Field<String> twin(Condition isOfKey, Field<String> plain, Field<String> erased, Field<UUID> claimId) {
        // Two lookups by the whole key: for a new source, SQLite serves a disjunction by reading all its keys.
        return coalesce(
                nameOf(isOfKey.and(KeyStore.OTHER.KEY.eq(erased))),
                nameOf(isOfKey.and(KeyStore.OTHER.KEY.eq(plain)).and(KeyStore.OTHER.CLAIM_ID.isDistinctFrom(claimId))));
    }

    private static Field<String> nameOf(Condition row) {
        return DSL.field(select(KeyStore.OTHER.KEY).from(KeyStore.OTHER).where(row));
    }

    private static Condition rested(Field<Instant> now) {
        return IDEMPOTENCY_KEYS
                .STATE
                .eq(RELEASED)
                .and(IDEMPOTENCY_KEYS.NOT_BEFORE.isNull().or(IDEMPOTENCY_KEYS.NOT_BEFORE.le(now)));
    }

    /** Returns the condition for a key released without a backoff, by an operator or a reconciliation. */
    private static Condition reopened() {
        return IDEMPOTENCY_KEYS.STATE.eq(RELEASED).and(IDEMPOTENCY_KEYS.NOT_BEFORE.isNull());
    }

    /**
     * Returns {@link Fingerprint#matches} as a condition on the stored fingerprint. A row without a fingerprint
     * matches.
     */
    private static Condition ofSameRequest(@Nullable Fingerprint request) {
        if (request == null) {
            return noCondition();
        }
        Field<String> stored = IDEMPOTENCY_KEYS.FINGERPRINT;
        Condition unknown = DSL.and(request.prefixes().stream()
                .map(prefix -> stored.notLike(inline(prefix + "%")))
                .toList());
        return stored.isNull().or(stored.in(request.texts())).or(unknown);
    }

    /** Returns the statement. It claims the key if possible, and reads the row in either case. */
    InsertOrRead in(DSLContext dsl, Dialect dialect, SqlClock time) {
        Field<Instant> now = time.now();
        Map<Field<?>, Field<?>> claimed = claimed(time);
        Map<Field<?>, Field<?>> excluded = new LinkedHashMap<>();
        claimed.keySet().forEach(column -> excluded.put(column, excluded(column)));
        return new InsertOrRead(
                IDEMPOTENCY_KEYS,
                identity(key),
                first(claimed, now),
                again(claimed, requested(), now),
                again(excluded, excluded(IDEMPOTENCY_KEYS.FINGERPRINT), excluded(IDEMPOTENCY_KEYS.UPDATED_AT)),
                limited(dialect).and(dialect.tryLock(val(KeyStore.lockName(key)))),
                KeySnapshot.ownColumns(
                        now,
                        dialect.transactionId(),
                        twin(
                                KeyStore.isOf(KeyStore.OTHER, key),
                                val(key.key()),
                                val(KeyStore.erased(dsl, key)),
                                val(claimId))));
    }

    private Condition limited(Dialect dialect) {
        return lockWait == null ? noCondition() : dialect.limitLocks(val(Long.toString(lockWait.toMillis())));
    }

    private static Map<Field<?>, Field<?>> identity(IdempotencyKey key) {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        set(columns, IDEMPOTENCY_KEYS.SCOPE, key.scope());
        set(columns, IDEMPOTENCY_KEYS.SOURCE, key.source());
        set(columns, IDEMPOTENCY_KEYS.KEY, key.key());
        return columns;
    }

    private static Map<Field<?>, Field<?>> first(Map<Field<?>, Field<?>> claimed, Field<Instant> now) {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>(claimed);
        columns.put(IDEMPOTENCY_KEYS.FENCE, inline(1L));
        columns.put(IDEMPOTENCY_KEYS.ATTEMPTS, inline(1));
        columns.put(IDEMPOTENCY_KEYS.CREATED_AT, now);
        columns.put(IDEMPOTENCY_KEYS.LAST_ERROR, castNull(IDEMPOTENCY_KEYS.LAST_ERROR));
        return columns;
    }

    /**
     * Returns the update of an existing row, by its state.
     *
     * <ul>
     *   <li>Expired: a new request, with attempt 1, a new fingerprint and no last error.
     *   <li>Released without a backoff: the same attempt number, which the release has reset to 1.
     *   <li>Released, with its backoff over: the next attempt.
     *   <li>In progress, with its lease expired: the next attempt, with {@link StoredKey#LEASE_LAPSED} as last error.
     * </ul>
     *
     * <p>Every other row, and a row of a different request, stays unchanged.
     */
    private Change again(Map<Field<?>, Field<?>> claimed, Field<String> requested, Field<Instant> now) {
        Condition expired = expired(now);
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>(claimed);
        columns.put(IDEMPOTENCY_KEYS.FENCE, IDEMPOTENCY_KEYS.FENCE.plus(1));
        // The fingerprint of a request never changes, because downstream keys derive from it.
        columns.put(
                IDEMPOTENCY_KEYS.FINGERPRINT,
                when(expired, requested).otherwise(coalesce(IDEMPOTENCY_KEYS.FINGERPRINT, requested)));
        columns.put(
                IDEMPOTENCY_KEYS.ATTEMPTS,
                when(expired, inline(1))
                        .when(reopened(), IDEMPOTENCY_KEYS.ATTEMPTS)
                        .otherwise(IDEMPOTENCY_KEYS.ATTEMPTS.plus(1)));
        columns.put(IDEMPOTENCY_KEYS.CREATED_AT, when(expired, now).otherwise(IDEMPOTENCY_KEYS.CREATED_AT));
        columns.put(
                IDEMPOTENCY_KEYS.LAST_ERROR,
                when(expired, castNull(IDEMPOTENCY_KEYS.LAST_ERROR))
                        .when(lapsed(now), inline(StoredKey.LEASE_LAPSED))
                        .otherwise(IDEMPOTENCY_KEYS.LAST_ERROR));
        return new Change(columns, expired.or(lapsed(now).or(rested(now)).and(ofSameRequest(fingerprint))));
    }

    private Map<Field<?>, Field<?>> claimed(SqlClock time) {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        set(columns, IDEMPOTENCY_KEYS.STATE, CLAIMED);
        columns.put(IDEMPOTENCY_KEYS.FINGERPRINT, requested());
        set(columns, IDEMPOTENCY_KEYS.OWNER, owner);
        set(columns, IDEMPOTENCY_KEYS.CLAIM_ID, claimId);
        columns.put(IDEMPOTENCY_KEYS.CLAIMED_AT, time.now());
        columns.put(IDEMPOTENCY_KEYS.LEASE_UNTIL, time.after(lease));
        columns.put(IDEMPOTENCY_KEYS.UPDATED_AT, time.now());
        columns.put(IDEMPOTENCY_KEYS.EXPIRES_AT, time.after(retention));
        // The column has a custom binding, and jOOQ cannot cast to its type; on PostgreSQL the type is json.
        columns.put(IDEMPOTENCY_KEYS.RESPONSE, castNull(SQLDataType.JSON));
        for (Field<?> column : List.of(IDEMPOTENCY_KEYS.COMPLETED_AT, IDEMPOTENCY_KEYS.NOT_BEFORE)) {
            columns.put(column, castNull(column));
        }
        // The indexed columns receive their final values now, so the completion changes no index.
        columns.put(
                IDEMPOTENCY_KEYS.RESPONSE_UNTIL,
                response == null ? castNull(IDEMPOTENCY_KEYS.RESPONSE_UNTIL) : time.after(response));
        set(columns, IDEMPOTENCY_KEYS.OPEN_STATE, response == null ? CLAIMED : null);
        columns.put(IDEMPOTENCY_KEYS.OPEN_SINCE, response == null ? time.now() : castNull(IDEMPOTENCY_KEYS.OPEN_SINCE));
        return columns;
    }

    private Field<String> requested() {
        return fingerprint == null
                ? castNull(IDEMPOTENCY_KEYS.FINGERPRINT)
                : val(fingerprint.text(), IDEMPOTENCY_KEYS.FINGERPRINT);
    }

    private static <T> void set(
            Map<Field<?>, Field<?>> columns, TableField<IdempotencyKeysRecord, T> column, @Nullable T value) {
        columns.put(column, value == null ? castNull(column) : val(value, column));
    }
}
