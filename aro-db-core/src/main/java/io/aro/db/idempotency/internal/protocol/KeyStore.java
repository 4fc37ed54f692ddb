package io.aro.db.idempotency.internal.protocol;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.KeyStateException;
import io.aro.db.internal.session.ErasedNames;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.internal.session.SqlClock;
import io.aro.db.schema.tables.IdempotencyKeys;
import io.aro.db.schema.tables.records.IdempotencyKeysRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.UpdateSetMoreStep;

/** The rows of {@code idempotency_keys}; a snapshot proves each write of an owner. */
public final class KeyStore {

    /** The last error of a request that is tried anew although no error was noted. */
    public static final String REOPENED = "Reopened";

    static final IdempotencyKeys OTHER = IDEMPOTENCY_KEYS.as("twin");

    private static final String COMPLETED = KeyState.COMPLETED.literal();

    private final InternalSession session;
    private final SqlClock time;

    /** Creates a store on a session. */
    public KeyStore(InternalSession session) {
        this(session, session.time());
    }

    /** Measures by a time of its own, which leases of several machines are tested with. */
    public KeyStore(InternalSession session, SqlClock time) {
        this.session = session;
        this.time = time;
    }

    /** Reads the key, from a replica if there is one. */
    public Optional<KeySnapshot> find(IdempotencyKey key) {
        return session.read(dsl -> query(dsl, key));
    }

    /** Reads the key where it is written. */
    public Optional<KeySnapshot> findWritten(IdempotencyKey key) {
        return session.readPrimary(dsl -> query(dsl, key));
    }

    /** An erased row is the older one, if a claim has not seen it yet. */
    private Optional<KeySnapshot> query(DSLContext dsl, IdempotencyKey key) {
        return dsl.select(KeySnapshot.columns(time.now()))
                .from(IDEMPOTENCY_KEYS)
                .where(is(dsl, key))
                .orderBy(when(IDEMPOTENCY_KEYS.KEY.eq(key.key()), inline(1)).otherwise(inline(0)))
                .limit(1)
                .fetchOptional(KeySnapshot::of);
    }

    /**
     * Reads a key that somebody asks for, where it is written.
     *
     * @throws KeyStateException if there is no such key
     */
    public KeySnapshot getWritten(IdempotencyKey key) {
        return findWritten(key).orElseThrow(() -> new KeyStateException(key, null, "check its parts"));
    }

    /** Tells whether no transaction is at work on the key. */
    public boolean isSettled(IdempotencyKey key) {
        return session.write(
                dsl -> dsl.fetchExists(dsl.selectOne().where(session.dialect().tryLock(lockName(key)))));
    }

    /** Tells whether the key's row is there and no transaction holds it; waits for none. */
    public boolean isAtRest(IdempotencyKey key) {
        return session.write(dsl -> dsl.fetch(session.dialect()
                        .skippingLocked(dsl.selectOne().from(IDEMPOTENCY_KEYS).where(is(dsl, key)))))
                .isNotEmpty();
    }

    /**
     * Claims the key if it is new, expired, given back, or held by an owner whose lease has run out; one statement, and
     * another one to forget the steps of the earlier request if the key was expired.
     *
     * <p>A key that was erased has another name, which the statement looks for as it inserts. If it is there, the new row
     * is taken back and the erased one claimed, in two statements more.
     *
     * @return the key as it then stands, {@link KeySnapshot#isOf} this claim or not; nothing if another transaction is at work
     *     on it that has not committed
     */
    public Optional<KeySnapshot> claim(ClaimStatement request) {
        Optional<Record> written =
                session.write(dsl -> session.dialect().insertOrRead(dsl, request.in(dsl, session.dialect(), time)));
        Optional<KeySnapshot> claim = written.map(KeySnapshot::ofOwn);
        Optional<String> twin = claim.filter(mine -> mine.isOf(request.claimId()))
                .filter(mine -> mine.fence() == 1)
                .flatMap(KeySnapshot::twin);
        if (twin.isPresent()) {
            takeBack(request);
            IdempotencyKey key = request.key();
            // Without its old name it was renamed or deleted meanwhile, which the next statement sees.
            return twin.filter(name -> !name.equals(key.key()))
                    .flatMap(name -> claim(request.of(new IdempotencyKey(key.scope(), key.source(), name))));
        }
        if (claim.filter(row -> row.isOf(request.claimId()) && row.isAfterExpiry())
                .isPresent()) {
            new StepStore(session).deleteAll(request.key());
        }
        return claim;
    }

    private void takeBack(ClaimStatement request) {
        session.<Integer>write(dsl -> dsl.deleteFrom(IDEMPOTENCY_KEYS)
                .where(is(dsl, request.key()))
                .and(IDEMPOTENCY_KEYS.CLAIM_ID.eq(request.claimId()))
                .execute());
    }

    /** Reads the row of the key if it was erased. */
    public Optional<KeySnapshot> findErased(IdempotencyKey key) {
        return findWritten(key).filter(claim -> !claim.key().equals(key));
    }

    /**
     * Stores the response in the transaction that claimed the key, and has said with the claim how long both are kept; tells
     * whether it is that one still, and no erasure has renamed an older row of the key meanwhile.
     */
    public boolean completeHere(KeySnapshot claim, String response) {
        return session.write(dsl -> completed(dsl, response)
                        .where(held(dsl, claim))
                        .and(notErased(dsl, claim.key()))
                        .and(session.dialect().isTransaction(claim.transaction()))
                        .execute())
                == 1;
    }

    /** Stores the response; tells whether the claim still held. */
    public boolean complete(KeySnapshot token, String response, IdempotencyPolicy policy) {
        return isWritten(
                token,
                dsl -> kept(completed(dsl, response), policy)
                        .set(IDEMPOTENCY_KEYS.EXPIRES_AT, time.after(policy.retention())));
    }

    /** Stores the response for whoever locked the key without a token; the key is remembered as long as it was to be. */
    public boolean completeLocked(IdempotencyKey key, String owner, String response, IdempotencyPolicy policy) {
        return session.write(dsl -> kept(completed(dsl, response), policy)
                        .where(is(dsl, key))
                        .and(IDEMPOTENCY_KEYS.OWNER.eq(owner))
                        .and(IDEMPOTENCY_KEYS.STATE.eq(KeyState.IN_PROGRESS.literal()))
                        .execute())
                == 1;
    }

    /** Completes a row without a change to any index, unless it was open. */
    private UpdateSetMoreStep<IdempotencyKeysRecord> completed(DSLContext dsl, String response) {
        return ended(dsl, COMPLETED)
                .setNull(IDEMPOTENCY_KEYS.OPEN_STATE)
                .setNull(IDEMPOTENCY_KEYS.OPEN_SINCE)
                .set(IDEMPOTENCY_KEYS.RESPONSE, JSONB.jsonb(response))
                .set(IDEMPOTENCY_KEYS.COMPLETED_AT, time.now());
    }

    private UpdateSetMoreStep<IdempotencyKeysRecord> kept(
            UpdateSetMoreStep<IdempotencyKeysRecord> completed, IdempotencyPolicy policy) {
        return completed.set(IDEMPOTENCY_KEYS.RESPONSE_UNTIL, time.after(policy.response()));
    }

    /** Ends a claim whose request is still to be answered. */
    private UpdateSetMoreStep<IdempotencyKeysRecord> left(DSLContext dsl, KeyState state) {
        return ended(dsl, state.literal())
                .set(IDEMPOTENCY_KEYS.OPEN_STATE, state.literal())
                .set(IDEMPOTENCY_KEYS.OPEN_SINCE, time.now())
                .setNull(IDEMPOTENCY_KEYS.RESPONSE_UNTIL);
    }

    /** Makes the claim hold longer; tells whether it still held. */
    public boolean renew(KeySnapshot token, Duration lease) {
        return isWritten(
                token,
                dsl -> dsl.update(IDEMPOTENCY_KEYS)
                        .set(IDEMPOTENCY_KEYS.LEASE_UNTIL, time.after(lease))
                        .set(IDEMPOTENCY_KEYS.OPEN_SINCE, time.now())
                        .set(IDEMPOTENCY_KEYS.UPDATED_AT, time.now()));
    }

    /** Gives the key back, to be claimed again after a rest; tells whether the claim still held. */
    public boolean release(KeySnapshot token, String error, Duration rest) {
        return isWritten(
                token,
                dsl -> left(dsl, KeyState.RELEASED)
                        .set(IDEMPOTENCY_KEYS.LAST_ERROR, error)
                        .set(IDEMPOTENCY_KEYS.NOT_BEFORE, time.after(rest)));
    }

    /** Lets the request be tried as if it had never been; tells whether the key was as the token says. */
    public boolean reopen(KeySnapshot token, Duration retention) {
        return isWritten(
                token,
                dsl -> left(dsl, KeyState.RELEASED)
                        .setNull(IDEMPOTENCY_KEYS.NOT_BEFORE)
                        .set(IDEMPOTENCY_KEYS.ATTEMPTS, 1)
                        .set(IDEMPOTENCY_KEYS.LAST_ERROR, coalesce(IDEMPOTENCY_KEYS.LAST_ERROR, inline(REOPENED)))
                        .set(IDEMPOTENCY_KEYS.EXPIRES_AT, time.after(retention)));
    }

    /** Leaves the key to a person, however long that takes; tells whether the claim still held. */
    public boolean park(KeySnapshot token, String error) {
        return isWritten(
                token,
                dsl -> left(dsl, KeyState.PARKED)
                        .set(IDEMPOTENCY_KEYS.LAST_ERROR, error)
                        .setNull(IDEMPOTENCY_KEYS.EXPIRES_AT));
    }

    /** Gives the request up; returns the name that the key then has, or nothing if the claim no longer held. */
    public Optional<String> exhaust(KeySnapshot token, String error, Duration retention) {
        return session.write(dsl -> left(dsl, KeyState.EXHAUSTED)
                .set(IDEMPOTENCY_KEYS.LAST_ERROR, error)
                .set(IDEMPOTENCY_KEYS.EXPIRES_AT, time.after(retention))
                .where(held(dsl, token))
                .returningResult(IDEMPOTENCY_KEYS.KEY)
                .fetchOptional(IDEMPOTENCY_KEYS.KEY));
    }

    /** Writes to the row of the key, and tells whether it was as the token says. */
    private boolean isWritten(
            KeySnapshot token, Function<DSLContext, UpdateSetMoreStep<IdempotencyKeysRecord>> change) {
        return session.write(dsl -> change.apply(dsl).where(held(dsl, token)).execute()) == 1;
    }

    private UpdateSetMoreStep<IdempotencyKeysRecord> ended(DSLContext dsl, String state) {
        return dsl.update(IDEMPOTENCY_KEYS)
                .set(IDEMPOTENCY_KEYS.STATE, state)
                .set(IDEMPOTENCY_KEYS.UPDATED_AT, time.now())
                .setNull(IDEMPOTENCY_KEYS.LEASE_UNTIL);
    }

    /** Returns the condition that a row is the one of a snapshot, whatever its name is since, and unchanged. */
    static Condition held(DSLContext dsl, KeySnapshot token) {
        return is(dsl, token.key()).and(token.isUnchanged());
    }

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

    /** Returns the key as one text that no other key has. */
    public static String lockName(IdempotencyKey key) {
        return key.scope().length() + ":" + key.scope() + key.source().length() + ":" + key.source() + key.key();
    }

    /** Returns the condition that no row has the name of the erased key. */
    static Condition notErased(DSLContext dsl, IdempotencyKey key) {
        return notExists(selectOne().from(OTHER).where(isOf(OTHER, key)).and(OTHER.KEY.eq(erased(dsl, key))));
    }
}
