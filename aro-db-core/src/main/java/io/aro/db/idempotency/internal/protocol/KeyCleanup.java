package io.aro.db.idempotency.internal.protocol;

import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_STEPS;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.session.Connections;
import io.aro.db.internal.session.InternalSession;
import java.time.Instant;
import java.util.function.IntSupplier;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record3;
import org.jooq.Row3;

/** The cleanup of expired keys, responses and steps, in batches. Each deletion checks its condition again. */
public final class KeyCleanup {

    private static final int BATCH = 1000;

    private static final Row3<String, String, String> IDENTITY =
            row(IDEMPOTENCY_KEYS.SCOPE, IDEMPOTENCY_KEYS.SOURCE, IDEMPOTENCY_KEYS.KEY);

    private final Connections connections;

    /** Creates a cleanup. */
    public KeyCleanup(Connections connections) {
        this.connections = connections;
    }

    /** Deletes the expired keys and returns their number. */
    public long deleteKeys() {
        return inBatches(this::deleteExpired);
    }

    /** Deletes the expired responses of keys still in their retention, and returns the number of responses. */
    public long deleteResponses() {
        return inBatches(this::deleteOldResponses);
    }

    /** Returns the number of expired keys. */
    public long countExpired() {
        InternalSession session = connections.session();
        Condition expired = ClaimStatement.expired(session.time().now());
        return session.readPrimary(dsl -> (long) dsl.fetchCount(IDEMPOTENCY_KEYS, expired));
    }

    private static long inBatches(IntSupplier batch) {
        long all = 0;
        int last;
        do {
            last = batch.getAsInt();
            all += last;
        } while (last == BATCH);
        return all;
    }

    private int deleteExpired() {
        InternalSession session = connections.session();
        Condition expired = ClaimStatement.expired(session.time().now());
        return session.write(dsl -> {
            var picked = pick(session.dialect(), expired, IDEMPOTENCY_KEYS.EXPIRES_AT);
            return dsl.with(picked)
                    .delete(IDEMPOTENCY_KEYS)
                    .where(IDENTITY.in(dsl.selectFrom(picked.as("due"))))
                    .and(expired)
                    .execute();
        });
    }

    private int deleteOldResponses() {
        return connections.<Integer, RuntimeException>inTransaction(session -> {
            Field<Instant> now = session.time().now();
            Condition old = IDEMPOTENCY_KEYS.RESPONSE_UNTIL.le(now).and(IDEMPOTENCY_KEYS.RESPONSE.isNotNull());
            return session.write(dsl -> {
                deleteSteps(session.dialect(), dsl, old);
                var picked = pick(session.dialect(), old, IDEMPOTENCY_KEYS.RESPONSE_UNTIL);
                return dsl.with(picked)
                        .update(IDEMPOTENCY_KEYS)
                        .setNull(IDEMPOTENCY_KEYS.RESPONSE)
                        .setNull(IDEMPOTENCY_KEYS.RESPONSE_UNTIL)
                        .set(IDEMPOTENCY_KEYS.UPDATED_AT, now)
                        .where(IDENTITY.in(dsl.selectFrom(picked.as("due"))))
                        .and(old)
                        .execute();
            });
        });
    }

    private static void deleteSteps(Dialect dialect, DSLContext dsl, Condition old) {
        var picked = pick(dialect, old, IDEMPOTENCY_KEYS.RESPONSE_UNTIL);
        dsl.with(picked)
                .delete(IDEMPOTENCY_STEPS)
                .where(row(IDEMPOTENCY_STEPS.SCOPE, IDEMPOTENCY_STEPS.SOURCE, IDEMPOTENCY_STEPS.KEY)
                        .in(dsl.selectFrom(picked.as("due"))))
                .execute();
    }

    /** Materialised, because a re-evaluated LIMIT would pick different rows each time. */
    private static CommonTableExpression<Record3<String, String, String>> pick(
            Dialect dialect, Condition condition, OrderField<?> order) {
        return name("picked")
                .asMaterialized(dialect.skippingLocked(
                        select(IDEMPOTENCY_KEYS.SCOPE, IDEMPOTENCY_KEYS.SOURCE, IDEMPOTENCY_KEYS.KEY)
                                .from(IDEMPOTENCY_KEYS)
                                .where(condition)
                                .orderBy(order)
                                .limit(BATCH)));
    }
}
