package io.aro.db.idempotency;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.castNull;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;
import static org.jooq.impl.DSL.when;

import io.aro.db.connection.DatabaseTime;
import io.aro.db.connection.ErasedNames;
import io.aro.db.internal.Dialect;
import io.aro.db.internal.InsertOrRead;
import io.aro.db.schema.tables.IdempotencyKeys;
import io.aro.db.schema.tables.records.IdempotencyKeysRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Says in SQL when a key is free, what a claim makes of its row, and what its row means. */
final class KeyRows {

    private static final String NOW = "aro_now";
    private static final String TRANSACTION = "aro_transaction";
    private static final String TWIN = "aro_twin";
    private static final IdempotencyKeys OTHER = IDEMPOTENCY_KEYS.as("twin");

    private KeyRows() {}

    /** Returns the condition that a row is of the key, under its own name or the one it has since it was erased. */
    static Condition is(DSLContext dsl, IdempotencyKey key) {
        return isOf(IDEMPOTENCY_KEYS, key).and(IDEMPOTENCY_KEYS.KEY.in(key.key(), erased(dsl, key)));
    }

    private static Condition isOf(IdempotencyKeys keys, IdempotencyKey key) {
        return keys.SCOPE.eq(key.scope()).and(keys.SOURCE.eq(key.source()));
    }

    /** Returns the name of the key in a row that was erased. */
    static String erased(DSLContext dsl, IdempotencyKey key) {
        return ErasedNames.of(dsl, IDEMPOTENCY_KEYS, key.scope(), key.source(), key.key());
    }

    /** Returns the condition that no row has the name of the erased key. */
    static Condition notErased(DSLContext dsl, IdempotencyKey key) {
        return notExists(selectOne().from(OTHER).where(isOf(OTHER, key)).and(OTHER.KEY.eq(erased(dsl, key))));
    }

    /**
     * Returns the name of another row of the key, if the snapshot of the statement has one: that of the erased key, or on
     * PostgreSQL the row that somebody has renamed or deleted since the statement began.
     */
    private static Field<String> twin(DSLContext dsl, ClaimRequest request) {
        IdempotencyKey key = request.key();
        String erased = erased(dsl, key);
        Condition former = OTHER.KEY.eq(key.key()).and(OTHER.CLAIM_ID.isDistinctFrom(request.claimId()));
        return DSL.field(select(OTHER.KEY)
                .from(OTHER)
                .where(isOf(OTHER, key))
                .and(OTHER.KEY.eq(erased).or(former))
                .orderBy(when(OTHER.KEY.eq(erased), inline(0)).otherwise(inline(1)))
                .limit(1));
    }

    /** Without it an INSERT on PostgreSQL would wait for the transaction that has inserted the key and not committed. */
    static Condition notUnderWay(DSLContext dsl, IdempotencyKey key) {
        return Dialect.of(dsl.configuration()).tryLock(key.lockName());
    }

    /** Returns the condition that the key is remembered no longer and nobody holds it; a parked one never is. */
    static Condition expired(Field<Instant> now) {
        return IDEMPOTENCY_KEYS
                .EXPIRES_AT
                .isNotNull()
                .and(IDEMPOTENCY_KEYS.EXPIRES_AT.le(now))
                .and(IDEMPOTENCY_KEYS.STATE.ne(inline(KeyState.PARKED.literal())))
                .and(IDEMPOTENCY_KEYS
                        .STATE
                        .ne(inline(KeyState.IN_PROGRESS.literal()))
                        .or(IDEMPOTENCY_KEYS.LEASE_UNTIL.isNull())
                        .or(IDEMPOTENCY_KEYS.LEASE_UNTIL.le(now)));
    }

    /** Returns the condition that an owner holds the key and its lease has run out. */
    static Condition lapsed(Field<Instant> now) {
        return IDEMPOTENCY_KEYS
                .STATE
                .eq(inline(KeyState.IN_PROGRESS.literal()))
                .and(IDEMPOTENCY_KEYS.LEASE_UNTIL.isNotNull())
                .and(IDEMPOTENCY_KEYS.LEASE_UNTIL.le(now));
    }

    private static Condition rested(Field<Instant> now) {
        return IDEMPOTENCY_KEYS
                .STATE
                .eq(inline(KeyState.RELEASED.literal()))
                .and(IDEMPOTENCY_KEYS.NOT_BEFORE.isNull().or(IDEMPOTENCY_KEYS.NOT_BEFORE.le(now)));
    }

    /** Returns the condition that somebody lets the request be tried as if it had never been; else it rests first. */
    private static Condition reopened() {
        return IDEMPOTENCY_KEYS.STATE.eq(inline(KeyState.RELEASED.literal())).and(IDEMPOTENCY_KEYS.NOT_BEFORE.isNull());
    }

    private static Condition ofSameRequest(@Nullable String fingerprint) {
        return fingerprint == null
                ? noCondition()
                : IDEMPOTENCY_KEYS.FINGERPRINT.isNull().or(IDEMPOTENCY_KEYS.FINGERPRINT.eq(fingerprint));
    }

    /** Returns the statement that claims the key if it may, and reads it in any case. */
    static InsertOrRead claim(DSLContext dsl, ClaimRequest request, DatabaseTime time) {
        Field<Instant> now = time.now();
        List<Field<?>> returning = columns(now);
        returning.add(Dialect.of(dsl.configuration()).transactionId().as(TRANSACTION));
        returning.add(twin(dsl, request).as(TWIN));
        Condition free = expired(now).or(lapsed(now).or(rested(now)).and(ofSameRequest(request.fingerprint())));
        return new InsertOrRead(
                IDEMPOTENCY_KEYS,
                identity(request.key()),
                first(request, time),
                again(request, time),
                limited(dsl, request).and(notUnderWay(dsl, request.key())),
                free,
                returning);
    }

    private static Condition limited(DSLContext dsl, ClaimRequest request) {
        Duration patience = request.patience();
        return patience == null
                ? noCondition()
                : Dialect.of(dsl.configuration()).limitLocks(patience);
    }

    private static Map<Field<?>, Field<?>> identity(IdempotencyKey key) {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        set(columns, IDEMPOTENCY_KEYS.SCOPE, key.scope());
        set(columns, IDEMPOTENCY_KEYS.SOURCE, key.source());
        set(columns, IDEMPOTENCY_KEYS.KEY, key.key());
        return columns;
    }

    private static Map<Field<?>, Field<?>> first(ClaimRequest request, DatabaseTime time) {
        Map<Field<?>, Field<?>> columns = claimed(request, time);
        columns.put(IDEMPOTENCY_KEYS.FENCE, inline(1L));
        columns.put(IDEMPOTENCY_KEYS.ATTEMPTS, inline(1));
        columns.put(IDEMPOTENCY_KEYS.CREATED_AT, time.now());
        columns.put(IDEMPOTENCY_KEYS.LAST_ERROR, castNull(IDEMPOTENCY_KEYS.LAST_ERROR));
        return columns;
    }

    /** A request under an expired key is a new one; any other is the same once more. */
    private static Map<Field<?>, Field<?>> again(ClaimRequest request, DatabaseTime time) {
        Field<Instant> now = time.now();
        Map<Field<?>, Field<?>> columns = claimed(request, time);
        columns.put(IDEMPOTENCY_KEYS.FENCE, IDEMPOTENCY_KEYS.FENCE.plus(1));
        if (request.fingerprint() == null) {
            columns.put(
                    IDEMPOTENCY_KEYS.FINGERPRINT,
                    when(expired(now), castNull(IDEMPOTENCY_KEYS.FINGERPRINT)).otherwise(IDEMPOTENCY_KEYS.FINGERPRINT));
        }
        columns.put(
                IDEMPOTENCY_KEYS.ATTEMPTS,
                when(expired(now), inline(1))
                        .when(reopened(), IDEMPOTENCY_KEYS.ATTEMPTS)
                        .otherwise(IDEMPOTENCY_KEYS.ATTEMPTS.plus(1)));
        columns.put(IDEMPOTENCY_KEYS.CREATED_AT, when(expired(now), now).otherwise(IDEMPOTENCY_KEYS.CREATED_AT));
        columns.put(
                IDEMPOTENCY_KEYS.LAST_ERROR,
                when(expired(now), castNull(IDEMPOTENCY_KEYS.LAST_ERROR))
                        .when(lapsed(now), inline(StoredKey.LEASE_LAPSED))
                        .otherwise(IDEMPOTENCY_KEYS.LAST_ERROR));
        return columns;
    }

    private static Map<Field<?>, Field<?>> claimed(ClaimRequest request, DatabaseTime time) {
        Map<Field<?>, Field<?>> columns = new LinkedHashMap<>();
        set(columns, IDEMPOTENCY_KEYS.STATE, KeyState.IN_PROGRESS.literal());
        set(columns, IDEMPOTENCY_KEYS.FINGERPRINT, request.fingerprint());
        set(columns, IDEMPOTENCY_KEYS.OWNER, request.owner());
        set(columns, IDEMPOTENCY_KEYS.CLAIM_ID, request.claimId());
        columns.put(IDEMPOTENCY_KEYS.CLAIMED_AT, time.now());
        columns.put(IDEMPOTENCY_KEYS.LEASE_UNTIL, time.after(request.lease()));
        columns.put(IDEMPOTENCY_KEYS.UPDATED_AT, time.now());
        columns.put(IDEMPOTENCY_KEYS.EXPIRES_AT, time.after(request.horizon()));
        for (Field<?> column : List.of(
                IDEMPOTENCY_KEYS.RESPONSE,
                IDEMPOTENCY_KEYS.COMPLETED_AT,
                IDEMPOTENCY_KEYS.RESPONSE_UNTIL,
                IDEMPOTENCY_KEYS.NOT_BEFORE)) {
            columns.put(column, castNull(column));
        }
        return columns;
    }

    private static <T> void set(
            Map<Field<?>, Field<?>> columns, TableField<IdempotencyKeysRecord, T> column, @Nullable T value) {
        columns.put(column, value == null ? castNull(column) : val(value, column));
    }

    /** Returns what {@link #toClaim} reads: the row, and the time by which it is judged. */
    static List<Field<?>> columns(Field<Instant> now) {
        List<Field<?>> columns = new ArrayList<>(List.of(IDEMPOTENCY_KEYS.fields()));
        columns.add(now.as(NOW));
        return columns;
    }

    /** Reads a row that a query found. */
    static Claim toClaim(Record row) {
        return toClaim(row, null);
    }

    /** Reads a row that {@link #claim} has left, with the transaction that did. */
    static Claim toOwnClaim(Record row) {
        return toClaim(row, row.get(TRANSACTION, String.class));
    }

    /** Returns the name of another row of a key that {@link #claim} has inserted, if there is one. */
    static Optional<String> toTwin(Record row) {
        return Optional.ofNullable(row.get(TWIN, String.class));
    }

    private static Claim toClaim(Record row, @Nullable String transaction) {
        JSONB response = row.get(IDEMPOTENCY_KEYS.RESPONSE);
        return new Claim(
                toStoredKey(row),
                row.get(IDEMPOTENCY_KEYS.CLAIM_ID),
                response == null ? null : response.data(),
                row.get(NOW, Instant.class),
                transaction);
    }

    static StoredKey toStoredKey(Record row) {
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
                row.get(IDEMPOTENCY_KEYS.RESPONSE_UNTIL),
                row.get(IDEMPOTENCY_KEYS.EXPIRES_AT));
    }
}
