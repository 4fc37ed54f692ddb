package io.aro.db.consent.internal;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.repository.Session;

/**
 * The lock of one phone, which a question whether it may be contacted shares, and a consent or an opt-out holds alone.
 *
 * <p>On SQLite it does nothing, since only one transaction writes at a time.
 */
public final class ConsentLock {

    private ConsentLock() {}

    /** Waits for everybody who shares the lock or holds it, and holds it alone until the transaction ends. */
    public static void take(Session tx, String phone) {
        tx.run(dsl -> {
            Dialect.of(dsl.configuration()).lockKey(dsl, name(phone));
        });
    }

    /** Waits for who holds the lock alone, and shares it with others until the transaction ends. */
    public static void share(Session tx, String phone) {
        tx.run(dsl -> {
            Dialect.of(dsl.configuration()).shareKey(dsl, name(phone));
        });
    }

    private static String name(String phone) {
        return "consent:" + phone;
    }
}
