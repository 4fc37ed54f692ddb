package io.aro.db.idempotency.internal.protocol;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.KeyState;
import io.aro.db.idempotency.KeyStateException;
import io.aro.db.internal.session.ErasedNames;
import io.aro.db.internal.session.InternalSession;
import io.aro.db.internal.session.SqlClock;
import io.aro.db.row.Row;
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
import org.jooq.impl.DSL;

/** The rows of {@code idempotency_keys}. Writes of an owner use a snapshot as optimistic lock. */
public final class KeyStore {

    /** The last error of a released request without an earlier error. */
    public static final String REOPENED = "Reopened";

    static final IdempotencyKeys OTHER = IDEMPOTENCY_KEYS.as("twin");

    private static final String COMPLETED = KeyState.COMPLETED.literal();

    private final InternalSession session;
    private final SqlClock time;
    private final KeyStatements statements;
    private final KeyQueries queries;

    /** Creates a store on a session, with its clock. */
    public KeyStore(InternalSession session) {
        this(session, session.time());
    }

    /** Creates a store with a separate clock, for tests of leases across machines. */
    public KeyStore(InternalSession session, SqlClock time) {
        this.session = session;
        this.time = time;
        this.statements = new KeyStatements(time);
        this.queries = new KeyQueries(session, statements);
    }

    /** Reads the key from the primary. */
    public Optional<KeySnapshot> find(IdempotencyKey key) {
        return queries.find(key);
    }

    /**
     * Reads the key from the primary.
     *
     * @throws KeyStateException if the key is unknown
     */
    public KeySnapshot get(IdempotencyKey key) {
        return find(key).orElseThrow(() -> new KeyStateException(key, null, "check its parts"));
    }

    /** Returns whether no open transaction has locked the key by a claim. */
    public boolean isSettled(IdempotencyKey key) {
        return session.write(dsl ->
                dsl.fetchExists(dsl.selectOne().where(session.dialect().tryLock(DSL.val(lockName(key))))));
    }

    /** Returns whether the key's row exists and no transaction holds a lock on it; never blocks. */
    public boolean isAtRest(IdempotencyKey key) {
        return session.write(dsl -> dsl.fetch(session.dialect()
                        .skippingLocked(dsl.selectOne().from(IDEMPOTENCY_KEYS).where(is(dsl, key)))))
                .isNotEmpty();
    }

    /**
     * Claims a new, expired or released key, or a key past its lease. A new key takes one statement, a key in use a
     * second, and a free key a third. A further statement deletes the steps of an expired request.
     *
     * <p>The statement also looks for a row of the key renamed by an erasure. If such a row exists, the new row is
     * deleted and the erased row claimed, in two further statements.
     *
     * @return the row after the statement, claimed by this claim or not; see {@link KeySnapshot#isOf}. Empty while
     *     another transaction with an uncommitted claim holds the key
     */
    public Optional<KeySnapshot> claim(ClaimStatement request) {
        Optional<KeySnapshot> first = session.write(dsl -> statements
                .firstClaim(request, erased(dsl, request.key()))
                .optional(KeySnapshot::ofOwn)
                .apply(dsl));
        Optional<KeySnapshot> claim = first.isPresent() ? first : claimKnown(request);
        Optional<String> twin = claim.filter(mine -> mine.isOf(request.claimId()))
                .filter(mine -> mine.fence() == 1)
                .flatMap(KeySnapshot::twin);
        if (twin.isPresent()) {
            takeBack(request);
            IdempotencyKey key = request.key();
            // A twin with the plain name was renamed or deleted meanwhile; the caller's second claim sees the change.
            return twin.filter(name -> !name.equals(key.key()))
                    .flatMap(name -> claim(request.of(new IdempotencyKey(key.scope(), key.source(), name))));
        }
        if (claim.filter(row -> row.isOf(request.claimId()) && row.isAfterExpiry())
                .isPresent()) {
            new StepStore(session).deleteAll(request.key());
        }
        return claim;
    }

    /** Reads a key in use, or claims a free key. The query neither locks nor writes, unlike an unsuccessful claim. */
    private Optional<KeySnapshot> claimKnown(ClaimStatement request) {
        Optional<KeySnapshot> used = find(request.key()).filter(row -> !row.isFree() && !row.isOf(request.claimId()));
        return used.isPresent() ? used : claimAgain(request);
    }

    private Optional<KeySnapshot> claimAgain(ClaimStatement request) {
        Optional<Record> written =
                session.write(dsl -> session.dialect().insertOrRead(dsl, request.in(dsl, session.dialect(), time)));
        return written.map(row -> KeySnapshot.ofOwn(Row.of(row)));
    }

    private void takeBack(ClaimStatement request) {
        session.<Integer>write(dsl -> dsl.deleteFrom(IDEMPOTENCY_KEYS)
                .where(is(dsl, request.key()))
                .and(IDEMPOTENCY_KEYS.CLAIM_ID.eq(request.claimId()))
                .execute());
    }

    /** Reads the row of the key if an erasure has renamed it. */
    public Optional<KeySnapshot> findErased(IdempotencyKey key) {
        return find(key).filter(claim -> !claim.key().equals(key));
    }

    /**
     * Completes the key in the transaction of its claim; the claim has set the times of expiry.
     *
     * <p>Returns false if the transaction has changed, or an erasure has renamed an older row of the key meanwhile.
     */
    public boolean completeHere(KeySnapshot claim, String response) {
        return session.<Integer>write(dsl -> statements
                        .completion(claim, erased(dsl, claim.key()), response)
                        .count()
                        .apply(dsl))
                == 1;
    }

    /** Completes the key with a response; returns whether the claim is still valid. */
    public boolean complete(KeySnapshot token, String response, IdempotencyPolicy policy) {
        return isWritten(
                token,
                dsl -> kept(completed(dsl, response), policy)
                        .set(IDEMPOTENCY_KEYS.EXPIRES_AT, time.after(policy.retention())));
    }

    /** Completes a key locked by {@code checkAndLock}, without a snapshot. Its expiry does not change. */
    public boolean completeLocked(IdempotencyKey key, String owner, String response, IdempotencyPolicy policy) {
        return session.write(dsl -> kept(completed(dsl, response), policy)
                        .where(is(dsl, key))
                        .and(IDEMPOTENCY_KEYS.OWNER.eq(owner))
                        .and(IDEMPOTENCY_KEYS.STATE.eq(KeyState.IN_PROGRESS.literal()))
                        .execute())
                == 1;
    }

    /** Completes a row; no index changes, except for a row listed as open. */
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

    /** Ends a claim without a response, and lists the row as open. */
    private UpdateSetMoreStep<IdempotencyKeysRecord> left(DSLContext dsl, KeyState state) {
        return ended(dsl, state.literal())
                .set(IDEMPOTENCY_KEYS.OPEN_STATE, state.literal())
                .set(IDEMPOTENCY_KEYS.OPEN_SINCE, time.now())
                .setNull(IDEMPOTENCY_KEYS.RESPONSE_UNTIL);
    }

    /** Extends the lease; returns whether the claim is still valid. */
    public boolean renew(KeySnapshot token, Duration lease) {
        return isWritten(
                token,
                dsl -> dsl.update(IDEMPOTENCY_KEYS)
                        .set(IDEMPOTENCY_KEYS.LEASE_UNTIL, time.after(lease))
                        .set(IDEMPOTENCY_KEYS.OPEN_SINCE, time.now())
                        .set(IDEMPOTENCY_KEYS.UPDATED_AT, time.now()));
    }

    /** Releases the key for a retry after a backoff; returns whether the claim is still valid. */
    public boolean release(KeySnapshot token, String error, Duration rest) {
        return isWritten(
                token,
                dsl -> left(dsl, KeyState.RELEASED)
                        .set(IDEMPOTENCY_KEYS.LAST_ERROR, error)
                        .set(IDEMPOTENCY_KEYS.NOT_BEFORE, time.after(rest)));
    }

    /** Releases the key without a backoff and with all its attempts; returns whether the key is unchanged. */
    public boolean reopen(KeySnapshot token, Duration retention) {
        return isWritten(
                token,
                dsl -> left(dsl, KeyState.RELEASED)
                        .setNull(IDEMPOTENCY_KEYS.NOT_BEFORE)
                        .set(IDEMPOTENCY_KEYS.ATTEMPTS, 1)
                        .set(IDEMPOTENCY_KEYS.LAST_ERROR, coalesce(IDEMPOTENCY_KEYS.LAST_ERROR, inline(REOPENED)))
                        .set(IDEMPOTENCY_KEYS.EXPIRES_AT, time.after(retention)));
    }

    /** Parks the key without an expiry; returns whether the claim is still valid. */
    public boolean park(KeySnapshot token, String error) {
        return isWritten(
                token,
                dsl -> left(dsl, KeyState.PARKED)
                        .set(IDEMPOTENCY_KEYS.LAST_ERROR, error)
                        .setNull(IDEMPOTENCY_KEYS.EXPIRES_AT));
    }

    /** Exhausts the key. Returns its stored name, or empty if the claim is no longer valid. */
    public Optional<String> exhaust(KeySnapshot token, String error, Duration retention) {
        return session.write(dsl -> left(dsl, KeyState.EXHAUSTED)
                .set(IDEMPOTENCY_KEYS.LAST_ERROR, error)
                .set(IDEMPOTENCY_KEYS.EXPIRES_AT, time.after(retention))
                .where(held(dsl, token))
                .returningResult(IDEMPOTENCY_KEYS.KEY)
                .fetchOptional(IDEMPOTENCY_KEYS.KEY));
    }

    /** Updates the key's row under the optimistic lock; returns whether a row matched. */
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

    /** Returns the condition for an unchanged row of the snapshot, under its plain or erased name. */
    static Condition held(DSLContext dsl, KeySnapshot token) {
        return is(dsl, token.key()).and(token.isUnchanged());
    }

    /** Returns the condition for a row of the key, under its plain or erased name. */
    static Condition is(DSLContext dsl, IdempotencyKey key) {
        return isOf(IDEMPOTENCY_KEYS, key).and(IDEMPOTENCY_KEYS.KEY.in(key.key(), erased(dsl, key)));
    }

    static Condition isOf(IdempotencyKeys keys, IdempotencyKey key) {
        return keys.SCOPE.eq(key.scope()).and(keys.SOURCE.eq(key.source()));
    }

    /** Returns the name of the key after an erasure: {@code erased:} and a keyed hash. */
    public static String erased(DSLContext dsl, IdempotencyKey key) {
        return ErasedNames.of(dsl, IDEMPOTENCY_KEYS, key.scope(), key.source(), key.key());
    }

    /** Returns the key as a single text, unique by its length prefixes. */
    public static String lockName(IdempotencyKey key) {
        return key.scope().length() + ":" + key.scope() + key.source().length() + ":" + key.source() + key.key();
    }
}
