package io.aro.db.privacy.internal;

import static io.aro.db.internal.naming.QualifiedNames.excluded;
import static io.aro.db.schema.Tables.ERASURES;

import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.ErasuresRecord;
import java.time.Instant;
import java.util.UUID;

/**
 * The rows of {@code erasures}: a row marks its customer as erased.
 *
 * <p>The sum of {@code times} grows with each transaction that erases texts. Retention compares the sum before and
 * after reading, and never archives rows read before an erasure.
 */
final class ErasureCount {

    /** The nil UUID, whose row counts transactions on other people's rows. */
    static final UUID NOBODY = new UUID(0, 0);

    private ErasureCount() {}

    /**
     * Marks a customer as erased and returns the time of the customer's first erasure.
     *
     * @param now the time of this erasure
     */
    static Instant ofCustomer(Session tx, UUID customerId, Instant now) {
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

    /** Counts a transaction on other people's rows, without marking a customer as erased. */
    static void ofOthers(Session tx) {
        ofCustomer(tx, NOBODY, tx.now());
    }
}
