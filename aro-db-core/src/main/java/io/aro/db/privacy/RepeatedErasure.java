package io.aro.db.privacy;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.ERASURES;
import static org.jooq.impl.DSL.select;

import io.aro.db.connection.Session;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Erases again what was put back into the database of customers who were erased before. */
public final class RepeatedErasure {

    private static final int CHUNK = 500;

    private RepeatedErasure() {}

    /**
     * Erases again, in the transaction of the caller, those of some customers who were erased before.
     *
     * @param entities ids of what was put back, or of what it is about: customers, appointments or anything else
     */
    public static void apply(Session tx, Collection<UUID> entities) {
        List<UUID> all = List.copyOf(entities);
        for (int from = 0; from < all.size(); from += CHUNK) {
            List<UUID> some = all.subList(from, Math.min(all.size(), from + CHUNK));
            erased(tx, some).forEach(customer -> new Eraser(tx, Subject.of(tx, customer)).erase());
        }
    }

    private static List<UUID> erased(Session tx, List<UUID> entities) {
        return tx.read(dsl -> dsl.select(ERASURES.CUSTOMER_ID)
                .from(ERASURES)
                .where(ERASURES.CUSTOMER_ID.in(entities))
                .or(ERASURES.CUSTOMER_ID.in(
                        select(APPOINTMENTS.CUSTOMER_ID).from(APPOINTMENTS).where(APPOINTMENTS.ID.in(entities))))
                .fetch(ERASURES.CUSTOMER_ID));
    }
}
