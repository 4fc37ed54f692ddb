package io.aro.db.idempotency.internal.protocol;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.KeyState;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.session.SqlClock;
import io.aro.db.internal.session.TimeParameter;
import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.schema.tables.IdempotencyKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.SQLDataType;

/**
 * The statements of an ordinary delivery, rendered once: the query, the first claim and the completion.
 *
 * @param time the clock of all times
 */
record KeyStatements(SqlClock time) {

    private static final String IN_PROGRESS = KeyState.IN_PROGRESS.literal();
    private static final IdempotencyKeys OTHER = KeyStore.OTHER;

    private static final Parameter<String> SCOPE = Parameter.of(IDEMPOTENCY_KEYS.SCOPE);
    private static final Parameter<String> SOURCE = Parameter.of(IDEMPOTENCY_KEYS.SOURCE);
    private static final Parameter<String> KEY = Parameter.of(IDEMPOTENCY_KEYS.KEY);
    private static final Parameter<String> ERASED = Parameter.of("erased", IDEMPOTENCY_KEYS.KEY);
    private static final Parameter<String> LOCK = new Parameter<>("lock_name", SQLDataType.CLOB);
    private static final Parameter<String> LOCK_WAIT = new Parameter<>("lock_wait", SQLDataType.CLOB);
    private static final Parameter<String> TRANSACTION = new Parameter<>("transaction_id", SQLDataType.CLOB);
    private static final Parameter<String> FINGERPRINT = Parameter.of(IDEMPOTENCY_KEYS.FINGERPRINT);
    private static final Parameter<String> OWNER = Parameter.of(IDEMPOTENCY_KEYS.OWNER);
    private static final Parameter<UUID> CLAIM_ID = Parameter.of(IDEMPOTENCY_KEYS.CLAIM_ID);
    private static final Parameter<Long> FENCE = Parameter.of(IDEMPOTENCY_KEYS.FENCE);
    private static final Parameter<JSONB> RESPONSE = Parameter.of(IDEMPOTENCY_KEYS.RESPONSE);

    /** The properties of the query for a response. */
    private record Response(boolean ofServer) {}

    /** The properties of the query for all columns. */
    private record Lookup(boolean ofServer) {}

    /**
     * The properties of the first claim.
     *
     * @param leased whether the claim outlives its transaction
     * @param limited whether the claim sets a lock timeout
     */
    private record FirstClaim(boolean ofServer, boolean leased, boolean limited) {}

    /** The properties of the completion. */
    private record Completion(boolean ofServer) {}

    private TimeParameter time(String name) {
        return new TimeParameter(name, time.isOfServer());
    }

    private Object now() {
        return time.value(Duration.ZERO);
    }

    /** Returns the query for the valid response of a key under its plain name. */
    BoundStatement response(IdempotencyKey key) {
        return response().with(key.scope(), key.source(), key.key(), now());
    }

    private StatementTemplate response() {
        TimeParameter now = time("now");
        return StatementTemplate.of(
                new Response(time.isOfServer()),
                List.of(SCOPE, SOURCE, KEY, now.parameter()),
                dialect -> selectFrom(StoredResponse.columns(), KEY).and(StoredResponse.isValid(now.now(dialect))));
    }

    /** Returns the query for the rows of a key, under its plain and its erased name. */
    BoundStatement query(IdempotencyKey key, String erased) {
        return query().with(key.scope(), key.source(), key.key(), erased, now());
    }

    private StatementTemplate query() {
        TimeParameter now = time("now");
        return StatementTemplate.of(
                new Lookup(time.isOfServer()),
                List.of(SCOPE, SOURCE, KEY, ERASED, now.parameter()),
                // On SQLite a union of two lookups takes half the time of a list of both names.
                dialect -> selectFrom(KeySnapshot.columns(now.now(dialect)), KEY)
                        .unionAll(selectFrom(KeySnapshot.columns(now.now(dialect)), ERASED)));
    }

    private static SelectConditionStep<Record> selectFrom(List<Field<?>> columns, Parameter<String> name) {
        return select(columns)
                .from(IDEMPOTENCY_KEYS)
                .where(isOfKey(IDEMPOTENCY_KEYS))
                .and(IDEMPOTENCY_KEYS.KEY.eq(name.field()));
    }

    /** Returns the insert of a new key, without a result if the key has a row. */
    BoundStatement firstClaim(ClaimStatement request, String erased) {
        IdempotencyKey key = request.key();
        Fingerprint fingerprint = request.fingerprint();
        Duration response = request.response();
        Duration wait = request.lockWait();
        return firstClaim(response == null, wait != null)
                .with(
                        key.scope(),
                        key.source(),
                        key.key(),
                        erased,
                        fingerprint == null ? null : fingerprint.text(),
                        request.owner(),
                        request.claimId(),
                        KeyStore.lockName(key),
                        wait == null ? null : Long.toString(wait.toMillis()),
                        now(),
                        time.value(request.lease()),
                        time.value(request.retention()),
                        response == null ? null : time.value(response));
    }

    private StatementTemplate firstClaim(boolean leased, boolean limited) {
        return StatementTemplate.of(
                new FirstClaim(time.isOfServer(), leased, limited),
                List.of(
                        SCOPE,
                        SOURCE,
                        KEY,
                        ERASED,
                        FINGERPRINT,
                        OWNER,
                        CLAIM_ID,
                        LOCK,
                        LOCK_WAIT,
                        time("now").parameter(),
                        time("lease").parameter(),
                        time("expiry").parameter(),
                        time("response").parameter()),
                dialect -> firstClaim(dialect, leased, limited));
    }

    private Query firstClaim(Dialect dialect, boolean leased, boolean limited) {
        Field<Instant> now = time("now").now(dialect);
        Map<Field<?>, Field<?>> row = new LinkedHashMap<>();
        List.of(SCOPE, SOURCE, KEY).forEach(part -> row.put(IDEMPOTENCY_KEYS.field(part.name()), part.field()));
        row.put(IDEMPOTENCY_KEYS.STATE, inline(IN_PROGRESS));
        row.put(IDEMPOTENCY_KEYS.FINGERPRINT, FINGERPRINT.field());
        row.put(IDEMPOTENCY_KEYS.OWNER, OWNER.field());
        row.put(IDEMPOTENCY_KEYS.CLAIM_ID, CLAIM_ID.field());
        row.put(IDEMPOTENCY_KEYS.FENCE, inline(1L));
        row.put(IDEMPOTENCY_KEYS.ATTEMPTS, inline(1));
        row.put(IDEMPOTENCY_KEYS.CLAIMED_AT, now);
        row.put(IDEMPOTENCY_KEYS.CREATED_AT, now);
        row.put(IDEMPOTENCY_KEYS.UPDATED_AT, now);
        row.put(IDEMPOTENCY_KEYS.LEASE_UNTIL, time("lease").field(dialect));
        row.put(IDEMPOTENCY_KEYS.EXPIRES_AT, time("expiry").field(dialect));
        // The indexed columns receive their final values now, so the completion changes no index.
        if (leased) {
            row.put(IDEMPOTENCY_KEYS.OPEN_STATE, inline(IN_PROGRESS));
            row.put(IDEMPOTENCY_KEYS.OPEN_SINCE, now);
        } else {
            row.put(IDEMPOTENCY_KEYS.RESPONSE_UNTIL, time("response").field(dialect));
        }
        Condition limit = limited ? dialect.limitLocks(LOCK_WAIT.field()) : noCondition();
        return insertInto(IDEMPOTENCY_KEYS)
                .columns(row.keySet())
                .select(select(row.values()).where(limit).and(dialect.tryLock(LOCK.field())))
                .onConflict(IDEMPOTENCY_KEYS.SCOPE, IDEMPOTENCY_KEYS.SOURCE, IDEMPOTENCY_KEYS.KEY)
                .doNothing()
                .returningResult(KeySnapshot.ownColumns(
                        now,
                        dialect.transactionId(),
                        ClaimStatement.twin(isOfKey(OTHER), KEY.field(), ERASED.field(), CLAIM_ID.field())));
    }

    /** Returns the completion of a key in the transaction of its claim. */
    BoundStatement completion(KeySnapshot claim, String erased, String response) {
        IdempotencyKey key = claim.key();
        return completion()
                .with(
                        key.scope(),
                        key.source(),
                        key.key(),
                        erased,
                        claim.fence(),
                        claim.claimId(),
                        claim.transaction(),
                        JSONB.jsonb(response),
                        now());
    }

    private StatementTemplate completion() {
        TimeParameter now = time("now");
        return StatementTemplate.of(
                new Completion(time.isOfServer()),
                List.of(SCOPE, SOURCE, KEY, ERASED, FENCE, CLAIM_ID, TRANSACTION, RESPONSE, now.parameter()),
                dialect -> update(IDEMPOTENCY_KEYS)
                        .set(IDEMPOTENCY_KEYS.STATE, inline(KeyState.COMPLETED.literal()))
                        .set(IDEMPOTENCY_KEYS.UPDATED_AT, now.now(dialect))
                        .set(IDEMPOTENCY_KEYS.COMPLETED_AT, now.now(dialect))
                        .set(IDEMPOTENCY_KEYS.RESPONSE, RESPONSE.field())
                        .set(IDEMPOTENCY_KEYS.LEASE_UNTIL, inline(null, IDEMPOTENCY_KEYS.LEASE_UNTIL))
                        .set(IDEMPOTENCY_KEYS.OPEN_STATE, inline(null, IDEMPOTENCY_KEYS.OPEN_STATE))
                        .set(IDEMPOTENCY_KEYS.OPEN_SINCE, inline(null, IDEMPOTENCY_KEYS.OPEN_SINCE))
                        // An erased row of the key would prevent the completion, so its name is not sought.
                        .where(isOfKey(IDEMPOTENCY_KEYS))
                        .and(IDEMPOTENCY_KEYS.KEY.eq(KEY.field()))
                        .and(IDEMPOTENCY_KEYS.FENCE.eq(FENCE.field()))
                        .and(IDEMPOTENCY_KEYS.CLAIM_ID.eq(CLAIM_ID.field()))
                        .and(IDEMPOTENCY_KEYS.STATE.eq(inline(IN_PROGRESS)))
                        .and(notExists(
                                selectOne().from(OTHER).where(isOfKey(OTHER)).and(OTHER.KEY.eq(ERASED.field()))))
                        .and(dialect.isTransaction(TRANSACTION.field())));
    }

    private static Condition isOfKey(IdempotencyKeys keys) {
        return keys.SCOPE.eq(SCOPE.field()).and(keys.SOURCE.eq(SOURCE.field()));
    }
}
