package io.aro.db.hold.internal;

import static io.aro.db.schema.Tables.LEGAL_HOLDS;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.aro.db.internal.dialect.Dialect;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Record1;
import org.jooq.Select;
import org.jspecify.annotations.Nullable;

/**
 * The gate in front of everything that deletes, hides, archives or erases data of a customer; serves one transaction.
 *
 * <p>A transaction enters it before it looks for holds. A later hold waits until the transaction ends, and every following
 * statement sees an earlier one. {@link FreeRows} has the conditions for sets of rows. Holds, erasures, restorations and
 * the recovery of a run enter it alone.
 *
 * <p>On SQLite it does nothing, since only one transaction writes at a time.
 */
public final class HoldGate {

    private static final String KEY = "retention";

    private final Session tx;

    private HoldGate(Session tx) {
        this.tx = tx;
    }

    /** Enters the gate beside others, and stays inside until the transaction ends. */
    public static HoldGate enter(Session tx) {
        tx.<@Nullable Void>write(dsl -> {
            Dialect.of(dsl.configuration()).shareKey(dsl, KEY);
            return null;
        });
        return new HoldGate(tx);
    }

    /** Enters the gate alone: waits for everyone inside, and keeps others out until the transaction ends. */
    public static HoldGate enterAlone(Session tx) {
        tx.<@Nullable Void>write(dsl -> {
            Dialect.of(dsl.configuration()).lockKey(dsl, KEY);
            return null;
        });
        return new HoldGate(tx);
    }

    /**
     * Refuses a change of the data of a customer under a legal hold.
     *
     * @throws RefusedChangeException if there is a hold
     */
    public void requireFree(UUID customerId) {
        requireFree(select(val(customerId)));
    }

    /**
     * Refuses a change of the data of customers of whom one is under a legal hold.
     *
     * @param owners the ids of the customers
     * @throws RefusedChangeException if there is a hold on one of them, which it names by its id
     */
    public void requireFree(Select<Record1<UUID>> owners) {
        Optional<UUID> held = tx.readPrimary(dsl -> dsl.select(LEGAL_HOLDS.CUSTOMER_ID)
                .from(LEGAL_HOLDS)
                .where(LEGAL_HOLDS.CUSTOMER_ID.in(owners))
                .orderBy(LEGAL_HOLDS.CUSTOMER_ID)
                .limit(1)
                .fetchOptional(LEGAL_HOLDS.CUSTOMER_ID));
        if (held.isPresent()) {
            throw new RefusedChangeException("customer", held.get(), "is under a legal hold; lift it first");
        }
    }
}
