package io.aro.db.idempotency.internal.protocol;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.session.ErasedNames;
import io.aro.db.schema.tables.IdempotencyKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;

/** The conditions on rows of keys, and the columns that are read. */
public final class KeyRows {

    static final String NOW = "aro_now";
    static final String TRANSACTION = "aro_transaction";
    static final String TWIN = "aro_twin";
    static final IdempotencyKeys OTHER = IDEMPOTENCY_KEYS.as("twin");

    private KeyRows() {}

    /** Returns the condition that a row is of the key, under its own name or the one it has since it was erased. */
    static Condition is(DSLContext dsl, IdempotencyKey key) {
        return isOf(IDEMPOTENCY_KEYS, key).and(IDEMPOTENCY_KEYS.KEY.in(key.key(), erased(dsl, key)));
    }

    static Condition isOf(IdempotencyKeys keys, IdempotencyKey key) {
        return keys.SCOPE.eq(key.scope()).and(keys.SOURCE.eq(key.source()));
    }

    /** Returns the name of the key in a row that was erased. */
    public static String erased(DSLContext dsl, IdempotencyKey key) {
        return ErasedNames.of(dsl, IDEMPOTENCY_KEYS, key.scope(), key.source(), key.key());
    }

    /** Returns the condition that no row has the name of the erased key. */
    static Condition notErased(DSLContext dsl, IdempotencyKey key) {
        return notExists(selectOne().from(OTHER).where(isOf(OTHER, key)).and(OTHER.KEY.eq(erased(dsl, key))));
    }

    /** Returns the key as one text that no other key has. */
    public static String lockName(IdempotencyKey key) {
        return key.scope().length() + ":" + key.scope() + key.source().length() + ":" + key.source() + key.key();
    }

    /** Without it an INSERT on PostgreSQL would wait for the transaction that has inserted the key and not committed. */
    static Condition notUnderWay(DSLContext dsl, IdempotencyKey key) {
        return Dialect.of(dsl.configuration()).tryLock(lockName(key));
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
    public static Condition lapsed(Field<Instant> now) {
        return IDEMPOTENCY_KEYS
                .STATE
                .eq(inline(KeyState.IN_PROGRESS.literal()))
                .and(IDEMPOTENCY_KEYS.LEASE_UNTIL.isNotNull())
                .and(IDEMPOTENCY_KEYS.LEASE_UNTIL.le(now));
    }

    /** Returns what {@link KeySnapshot} reads: the row, and the time by which it is judged. */
    static List<Field<?>> columns(Field<Instant> now) {
        List<Field<?>> columns = new ArrayList<>(List.of(IDEMPOTENCY_KEYS.fields()));
        columns.add(now.as(NOW));
        return columns;
    }

    /** Returns the name of another row of a key that {@link ClaimStatement} has inserted, if there is one. */
    static Optional<String> toTwin(Record row) {
        return Optional.ofNullable(row.get(TWIN, String.class));
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
}
