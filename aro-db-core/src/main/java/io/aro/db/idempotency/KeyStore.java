package io.aro.db.idempotency;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.aro.db.connection.Session;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.internal.Dialect;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** Reads and writes the rows of {@code idempotency_keys}. */
final class KeyStore {

    private final Session session;

    KeyStore(Session session) {
        this.session = session;
    }

    Optional<StoredKey> find(IdempotencyKey key) {
        return session.read(
                dsl -> dsl.selectFrom(IDEMPOTENCY_KEYS).where(is(key)).fetchOptional(StoredKey::of));
    }

    /** Reads on the writing connection, where what another has just committed is sure to be seen. */
    Optional<StoredKey> findForSure(IdempotencyKey key) {
        return session.write(
                dsl -> dsl.selectFrom(IDEMPOTENCY_KEYS).where(is(key)).fetchOptional(StoredKey::of));
    }

    /**
     * Claims the key in one statement: a new one, an expired one, one whose lease lapsed or one that was released.
     *
     * @return the fence of the claim, or nothing if the key is another's
     */
    Optional<Long> claim(IdempotencyKey key, String fingerprint, Instant now, Instant expiresAt) {
        return session.write(dsl -> dsl.insertInto(IDEMPOTENCY_KEYS)
                .columns(
                        IDEMPOTENCY_KEYS.SCOPE,
                        IDEMPOTENCY_KEYS.SOURCE,
                        IDEMPOTENCY_KEYS.KEY,
                        IDEMPOTENCY_KEYS.STATE,
                        IDEMPOTENCY_KEYS.FINGERPRINT,
                        IDEMPOTENCY_KEYS.CREATED_AT,
                        IDEMPOTENCY_KEYS.UPDATED_AT,
                        IDEMPOTENCY_KEYS.EXPIRES_AT)
                .select(select(
                                val(key.scope(), IDEMPOTENCY_KEYS.SCOPE),
                                val(key.source(), IDEMPOTENCY_KEYS.SOURCE),
                                val(key.key(), IDEMPOTENCY_KEYS.KEY),
                                val(KeyState.IN_PROGRESS.literal(), IDEMPOTENCY_KEYS.STATE),
                                val(fingerprint, IDEMPOTENCY_KEYS.FINGERPRINT),
                                val(now, IDEMPOTENCY_KEYS.CREATED_AT),
                                val(now, IDEMPOTENCY_KEYS.UPDATED_AT),
                                val(expiresAt, IDEMPOTENCY_KEYS.EXPIRES_AT))
                        .where(notUnderWay(dsl, key)))
                .onConflict(IDEMPOTENCY_KEYS.SCOPE, IDEMPOTENCY_KEYS.SOURCE, IDEMPOTENCY_KEYS.KEY)
                .doUpdate()
                .set(IDEMPOTENCY_KEYS.STATE, KeyState.IN_PROGRESS.literal())
                .set(IDEMPOTENCY_KEYS.FINGERPRINT, excluded(IDEMPOTENCY_KEYS.FINGERPRINT))
                .setNull(IDEMPOTENCY_KEYS.RESPONSE)
                .setNull(IDEMPOTENCY_KEYS.COMPLETED_AT)
                .setNull(IDEMPOTENCY_KEYS.RESPONSE_UNTIL)
                .setNull(IDEMPOTENCY_KEYS.LEASE_UNTIL)
                .setNull(IDEMPOTENCY_KEYS.NOT_BEFORE)
                .set(IDEMPOTENCY_KEYS.FENCE, IDEMPOTENCY_KEYS.FENCE.plus(1))
                .set(IDEMPOTENCY_KEYS.ATTEMPTS, IDEMPOTENCY_KEYS.ATTEMPTS.plus(1))
                .set(IDEMPOTENCY_KEYS.UPDATED_AT, now)
                .set(IDEMPOTENCY_KEYS.EXPIRES_AT, expiresAt)
                .where(reclaimable(now))
                .returning(IDEMPOTENCY_KEYS.FENCE)
                .fetchOptional(IDEMPOTENCY_KEYS.FENCE));
    }

    /** Stores the response of the claim with the fence. */
    void complete(IdempotencyKey key, long fence, String response, Instant now) {
        int rows = session.<Integer>write(dsl -> dsl.update(IDEMPOTENCY_KEYS)
                .set(IDEMPOTENCY_KEYS.STATE, KeyState.COMPLETED.literal())
                .set(IDEMPOTENCY_KEYS.RESPONSE, JSONB.jsonb(response))
                .set(IDEMPOTENCY_KEYS.COMPLETED_AT, now)
                .set(IDEMPOTENCY_KEYS.RESPONSE_UNTIL, IDEMPOTENCY_KEYS.EXPIRES_AT)
                .set(IDEMPOTENCY_KEYS.UPDATED_AT, now)
                .where(is(key))
                .and(IDEMPOTENCY_KEYS.FENCE.eq(fence))
                .execute());
        if (rows != 1) {
            throw new TransactionMisuseException(
                    "The handler changed the row of its own key; leave idempotency_keys to the service.");
        }
    }

    private static Condition is(IdempotencyKey key) {
        return IDEMPOTENCY_KEYS
                .SCOPE
                .eq(key.scope())
                .and(IDEMPOTENCY_KEYS.SOURCE.eq(key.source()))
                .and(IDEMPOTENCY_KEYS.KEY.eq(key.key()));
    }

    /** Without it an INSERT on PostgreSQL would wait for the transaction that has inserted the key and not committed. */
    private static Condition notUnderWay(DSLContext dsl, IdempotencyKey key) {
        return Dialect.of(dsl.configuration()).tryLock(key.lockName());
    }

    private static Condition reclaimable(Instant now) {
        Condition expired = IDEMPOTENCY_KEYS.EXPIRES_AT.le(now);
        Condition lapsed =
                IDEMPOTENCY_KEYS.STATE.eq(KeyState.IN_PROGRESS.literal()).and(IDEMPOTENCY_KEYS.LEASE_UNTIL.le(now));
        Condition released = IDEMPOTENCY_KEYS
                .STATE
                .eq(KeyState.RELEASED.literal())
                .and(IDEMPOTENCY_KEYS.NOT_BEFORE.isNull().or(IDEMPOTENCY_KEYS.NOT_BEFORE.le(now)));
        return expired.or(lapsed).or(released);
    }
}
