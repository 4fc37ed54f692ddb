package io.aro.db.spring.metrics;

import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.select;

import io.aro.db.idempotency.KeyState;
import io.aro.db.repository.Session;
import java.time.Instant;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Records;

/**
 * The counts of open work at one moment.
 *
 * @param inProgress the keys in progress under a lease
 * @param stuck the keys in progress past their lease
 * @param parked the parked keys
 * @param unresolved the dead letters without a resolution
 * @param resolved the resolved dead letters
 */
record Backlog(int inProgress, int stuck, int parked, int unresolved, int resolved) {

    /** Counts by a single query. */
    static Backlog read(Session session) {
        Instant now = session.now();
        Condition expired = IDEMPOTENCY_KEYS.LEASE_UNTIL.le(now);
        Condition active = IDEMPOTENCY_KEYS.STATE.eq(KeyState.IN_PROGRESS.literal());
        Condition resolved = condition(DEAD_LETTERS.ARCHIVED);
        return session.read(dsl -> dsl.select(
                        keys(active.and(not(expired))),
                        keys(active.and(expired)),
                        keys(IDEMPOTENCY_KEYS.STATE.eq(KeyState.PARKED.literal())),
                        letters(not(resolved)),
                        letters(resolved))
                .fetchSingle(Records.mapping(Backlog::new)));
    }

    /** Returns the count of open keys, found by the partial index of open keys. */
    private static Field<Integer> keys(Condition condition) {
        return field(select(count())
                .from(IDEMPOTENCY_KEYS)
                .where(IDEMPOTENCY_KEYS.OPEN_STATE.isNotNull())
                .and(condition));
    }

    private static Field<Integer> letters(Condition condition) {
        return field(select(count()).from(DEAD_LETTERS).where(condition));
    }
}
