package io.aro.db.consent.internal;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.repository.Session;

/**
 * The lock on a phone's consents: shared by consent checks, exclusive for consents and opt-outs.
 *
 * <p>No effect on SQLite, since only one transaction writes at a time.
 */
public final class ConsentLock {

    private ConsentLock() {}

    /** Takes the lock exclusively until the transaction ends. Waits for all other holders. */
    public static void take(Session tx, String phone) {
        tx.run(dsl -> {
            Dialect.of(dsl.configuration()).lockKey(dsl, name(phone));
        });
    }

    /** Takes the lock in shared mode until the transaction ends. Waits for an exclusive holder. */
    public static void share(Session tx, String phone) {
        tx.run(dsl -> {
            Dialect.of(dsl.configuration()).shareKey(dsl, name(phone));
        });
    }

    /** Returns the advisory lock key of a phone. */
    private static String name(String phone) {
        return "consent:" + phone;
    }
}
