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
 * A repeated erasure for restored rows of erased customers, within a single transaction.
 *
 * <p>Only the customers' ids are kept in memory, so any number of rows can be restored.
 */
public final class RepeatedErasure {

    private static final int CHUNK = 500;

    private final Session tx;
    private final Set<UUID> erased = new LinkedHashSet<>();

    /** Creates the erasure in the caller's transaction. */
    public RepeatedErasure(Session tx) {
        this.tx = tx;
    }

    /**
     * Collects the erased customers of restored rows.
     *
     * @param entities the ids of the restored rows, and of the rows they belong to
     */
    public void lookAt(Collection<UUID> entities) {
        List<UUID> all = List.copyOf(entities);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<UUID> chunk = all.subList(from, Math.min(all.size(), from + CHUNK));
            erased.addAll(tx.read(dsl -> ErasedOwners.of(dsl, chunk)));
        }
    }

    /**
     * Erases the collected customers again, in all rows linked to them by a key.
     *
     * <p>Mere mentions cannot be found any more, because the first erasure removed the search terms.
     *
     * @throws RefusedChangeException if a collected customer is under a legal hold
     */
    public void apply() {
        HoldGate gate = HoldGate.enterAlone(tx);
        erased.forEach(gate::requireFree);
        erased.forEach(this::erase);
    }

    private void erase(UUID customer) {
        Subject subject = Subject.find(tx, customer).orElseGet(() -> Subject.ofDeleted(customer));
        new Eraser(tx, LockedRows.of(tx, subject, FoundRows.nothing())).erase();
        ErasureCount.ofCustomer(tx, customer, tx.now());
    }
}
