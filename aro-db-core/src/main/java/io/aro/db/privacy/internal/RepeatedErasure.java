package io.aro.db.privacy.internal;

import io.aro.db.hold.internal.HoldGate;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A repeated erasure of rows that were restored, of customers who had been erased; serves one transaction.
 *
 * <p>It keeps the ids of these customers only, so that any number of rows may be put back.
 */
public final class RepeatedErasure {

    private static final int CHUNK = 500;

    private final Session tx;
    private final Set<UUID> erased = new LinkedHashSet<>();

    /** Serves the transaction of the caller. */
    public RepeatedErasure(Session tx) {
        this.tx = tx;
    }

    /**
     * Looks for customers who were erased before.
     *
     * @param entities ids of what was put back, and of what it is about or belongs to
     */
    public void lookAt(Collection<UUID> entities) {
        List<UUID> all = List.copyOf(entities);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<UUID> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            erased.addAll(tx.read(dsl -> ErasedOwners.of(dsl, chunk)));
        }
    }

    /**
     * Erases again those who were found, as far as a key leads to them.
     *
     * <p>Nothing is left by which rows that only mention them could be found.
     *
     * @throws RefusedChangeException if one of them is under a legal hold
     */
    public void apply() {
        HoldGate gate = HoldGate.enterAlone(tx);
        erased.forEach(gate::requireFree);
        erased.forEach(this::erase);
    }

    private void erase(UUID customer) {
        Subject subject = Subject.find(tx, customer).orElseGet(() -> Subject.ofDeleted(customer));
        new Eraser(tx, LockedRows.of(tx, subject, FoundRows.nothing())).erase();
        ErasureCount.ofCustomer(tx, customer);
    }
}
