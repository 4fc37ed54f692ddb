package io.aro.db.replica;

import io.aro.db.AroDatabase;
import java.util.function.BooleanSupplier;

/** The way of reads outside transactions to one of the servers. */
final class ReadRoute {

    private ReadRoute() {}

    /** Returns whether the next read goes to the replica, by a read. */
    static boolean isOnReplica(AroDatabase db) {
        return db.session().<Boolean>read(dsl -> Boolean.TRUE.equals(dsl.fetchValue("SELECT pg_is_in_recovery()")));
    }

    static void awaitReplica(AroDatabase db) {
        awaitTrue(() -> isOnReplica(db));
    }

    static void awaitTrue(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
