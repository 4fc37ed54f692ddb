package io.aro.db.hold.internal;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.repository.Session;

/**
 * Keeps what deletes archived rows apart from what decides whether it may: holds, erasures, restorations and the recovery of a
 * run. {@link HoldGate} takes it for whatever may be held.
 *
 * <p>On SQLite it does nothing, since only one transaction writes at a time.
 */
public final class RetentionLock {

    private static final String KEY = "retention";

    private RetentionLock() {}

    /** Waits for a holder of {@link #take}, and keeps others from it until the transaction ends. */
    public static void share(Session tx) {
        tx.run(dsl -> {
            Dialect.of(dsl.configuration()).shareKey(dsl, KEY);
        });
    }

    /** Waits for all holders, and keeps others out until the transaction ends. */
    public static void take(Session tx) {
        tx.run(dsl -> {
            Dialect.of(dsl.configuration()).lockKey(dsl, KEY);
        });
    }
}
