package io.aro.db.idempotency.internal.protocol;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_STEPS;
import static org.jooq.impl.DSL.val;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.internal.session.InternalSession;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;

/** The rows of {@code idempotency_steps}. */
public final class StepStore {

    private final InternalSession session;

    /** Creates a store on a session. */
    public StepStore(InternalSession session) {
        this.session = session;
    }

    /** Returns the results of the recorded steps as JSON, by step name. */
    public Map<String, String> findAll(IdempotencyKey key) {
        Map<String, String> results = new HashMap<>();
        session.<Integer>write(dsl -> dsl.select(IDEMPOTENCY_STEPS.NAME, IDEMPOTENCY_STEPS.RESULT)
                .from(IDEMPOTENCY_STEPS)
                .where(of(dsl, key))
                .fetch(row -> results.put(row.value1(), row.value2().data()))
                .size());
        return results;
    }

    /**
     * Records a result in one statement; returns whether the claim is still valid.
     *
     * <p>The statement locks the key's row, so no takeover happens between check and insert.
     */
    public boolean record(KeySnapshot token, String name, String result) {
        return session.write(dsl -> dsl.insertInto(IDEMPOTENCY_STEPS)
                        .columns(
                                IDEMPOTENCY_STEPS.SCOPE,
                                IDEMPOTENCY_STEPS.SOURCE,
                                IDEMPOTENCY_STEPS.KEY,
                                IDEMPOTENCY_STEPS.NAME,
                                IDEMPOTENCY_STEPS.FENCE,
                                IDEMPOTENCY_STEPS.RESULT,
                                IDEMPOTENCY_STEPS.CREATED_AT)
                        .select(session.dialect()
                                .locking(dsl.select(
                                                IDEMPOTENCY_KEYS.SCOPE,
                                                IDEMPOTENCY_KEYS.SOURCE,
                                                IDEMPOTENCY_KEYS.KEY,
                                                val(name, IDEMPOTENCY_STEPS.NAME),
                                                IDEMPOTENCY_KEYS.FENCE,
                                                val(JSONB.jsonb(result), IDEMPOTENCY_STEPS.RESULT),
                                                session.time().now())
                                        .from(IDEMPOTENCY_KEYS)
                                        .where(KeyStore.held(dsl, token))))
                        .execute())
                == 1;
    }

    /** Deletes the steps of an earlier request under the key. */
    public void deleteAll(IdempotencyKey key) {
        session.<Integer>write(
                dsl -> dsl.deleteFrom(IDEMPOTENCY_STEPS).where(of(dsl, key)).execute());
    }

    private static Condition of(DSLContext dsl, IdempotencyKey key) {
        return IDEMPOTENCY_STEPS
                .SCOPE
                .eq(key.scope())
                .and(IDEMPOTENCY_STEPS.SOURCE.eq(key.source()))
                .and(IDEMPOTENCY_STEPS.KEY.in(key.key(), KeyStore.erased(dsl, key)));
    }
}
