package io.aro.db.privacy.internal;

import static io.aro.db.schema.Tables.ERASURES;
import static org.jooq.impl.DSL.excluded;

import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.ErasuresRecord;
import java.time.Instant;
import java.util.UUID;

/**
 * The rows of {@code erasures}, each of which makes a customer one who was erased.
 *
 * <p>The sum of their {@code times} grows with every transaction that takes texts out, so that retention archives nothing
 * that it has read before.
 */
final class ErasureCount {

    /** The id of no customer: its row counts what is taken out of the rows of others before an erasure. */
    static final UUID NOBODY = new UUID(0, 0);

    private ErasureCount() {}

    /** Notes that the customer is erased, and returns when that was done for the first time. */
    static Instant ofCustomer(Session tx, UUID customerId) {
        Instant now = tx.now();
        return tx.write(dsl -> dsl.insertInto(ERASURES)
                .set(ERASURES.CUSTOMER_ID, customerId)
                .set(ERASURES.FIRST_ERASED_AT, now)
                .set(ERASURES.LAST_ERASED_AT, now)
                .onConflict(ERASURES.CUSTOMER_ID)
                .doUpdate()
                .set(ERASURES.LAST_ERASED_AT, excluded(ERASURES.LAST_ERASED_AT))
                .set(ERASURES.TIMES, ERASURES.TIMES.plus(1))
                .returning()
                .fetchSingle(ErasuresRecord::getFirstErasedAt));
    }

    /** Counts a transaction that takes texts out of the rows of others; it makes nobody one who was erased. */
    static void ofOthers(Session tx) {
        ofCustomer(tx, NOBODY);
    }
}
