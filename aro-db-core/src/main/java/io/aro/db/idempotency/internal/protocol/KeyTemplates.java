package io.aro.db.idempotency.internal.protocol;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.update;

import io.aro.db.idempotency.KeyState;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.session.SqlClock;
import io.aro.db.internal.session.TimeParameter;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.schema.tables.IdempotencyKeys;
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
 * The templates of an ordinary delivery: the queries, the first claim and the completion. Immutable and thread-safe.
 *
 * <p>There is one set for times of the server, and one for times of the process.
 */
final class KeyTemplates {

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

    private static final KeyTemplates OF_SERVER = new KeyTemplates(true);
    private static final KeyTemplates OF_PROCESS = new KeyTemplates(false);

    private final boolean ofServer;

    /** The query for a valid response. */
    final StatementTemplate response;

    /** The query for all columns, under the plain and the erased name. */
    final StatementTemplate query;

    /** The completion in the transaction of the claim. */
    final StatementTemplate completion;

    private final StatementTemplate leased;
    private final StatementTemplate leasedLimited;
    private final StatementTemplate whole;
    private final StatementTemplate wholeLimited;

    private KeyTemplates(boolean ofServer) {
        this.ofServer = ofServer;
        Parameter<?> now = time("now").parameter();
        this.response = StatementTemplate.of(
                List.of(SCOPE, SOURCE, KEY, now),
                dialect -> selectFrom(StoredResponse.columns(), KEY).and(StoredResponse.isValid(now(dialect))));
        this.query = StatementTemplate.of(
                List.of(SCOPE, SOURCE, KEY, ERASED, now),
                // On SQLite a union of two lookups takes half the time of a list of both names.
                dialect -> selectFrom(KeySnapshot.columns(now(dialect)), KEY)
                        .unionAll(selectFrom(KeySnapshot.columns(now(dialect)), ERASED)));
        this.completion = StatementTemplate.of(
                List.of(SCOPE, SOURCE, KEY, ERASED, FENCE, CLAIM_ID, TRANSACTION, RESPONSE, now), this::completion);
        this.leased = firstClaimTemplate(true, false);
        this.leasedLimited = firstClaimTemplate(true, true);
        this.whole = firstClaimTemplate(false, false);
        this.wholeLimited = firstClaimTemplate(false, true);
    }

    /** Returns the templates for a clock. */
    static KeyTemplates of(SqlClock time) {
        return time.isOfServer() ? OF_SERVER : OF_PROCESS;
    }

    /**
     * Returns the template of the first claim.
     *
     * @param outlives whether the claim outlives its transaction
     * @param limited whether the claim sets a lock timeout
     */
    StatementTemplate firstClaim(boolean outlives, boolean limited) {
        if (outlives) {
            return limited ? leasedLimited : leased;
        }
        return limited ? wholeLimited : whole;
    }

    private TimeParameter time(String name) {
        return new TimeParameter(name, ofServer);
    }

    private Field<Instant> now(Dialect dialect) {
        return time("now").now(dialect);
    }

    private static SelectConditionStep<Record> selectFrom(List<Field<?>> columns, Parameter<String> name) {
        return select(columns)
                .from(IDEMPOTENCY_KEYS)
                .where(isOfKey(IDEMPOTENCY_KEYS))
                .and(IDEMPOTENCY_KEYS.KEY.eq(name.field()));
    }

    private StatementTemplate firstClaimTemplate(boolean outlives, boolean limited) {
        return StatementTemplate.of(
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
                dialect -> firstClaim(dialect, outlives, limited));
    }

    private Query firstClaim(Dialect dialect, boolean outlives, boolean limited) {
        Field<Instant> now = now(dialect);
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
        if (outlives) {
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

    private Query completion(Dialect dialect) {
        return update(IDEMPOTENCY_KEYS)
                .set(IDEMPOTENCY_KEYS.STATE, inline(KeyState.COMPLETED.literal()))
                .set(IDEMPOTENCY_KEYS.UPDATED_AT, now(dialect))
                .set(IDEMPOTENCY_KEYS.COMPLETED_AT, now(dialect))
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
                .and(notExists(selectOne().from(OTHER).where(isOfKey(OTHER)).and(OTHER.KEY.eq(ERASED.field()))))
                .and(dialect.isTransaction(TRANSACTION.field()));
    }

    private static Condition isOfKey(IdempotencyKeys keys) {
        return keys.SCOPE.eq(SCOPE.field()).and(keys.SOURCE.eq(SOURCE.field()));
    }
}
