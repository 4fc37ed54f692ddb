package io.aro.db.hold;

import static io.aro.db.schema.Tables.LEGAL_HOLDS;

import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.hold.internal.HoldGate;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.refusal.TooManyRowsException;
import io.aro.db.repository.Session;
import io.aro.db.repository.WholeList;
import io.aro.db.schema.tables.records.LegalHoldsRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The repository of legal holds: orders to preserve the data of customers.
 *
 * <p>A hold protects the customer's rows, found by key or by phone number, from deletion, archiving and hiding. The
 * customer cannot be erased. Retention skips protected rows; other calls throw {@link RefusedChangeException}. Status
 * changes and updates continue as usual.
 *
 * <p>The erasure of a different customer still removes mentions of that customer from protected rows. To keep such
 * mentions as evidence, place a hold on that customer as well.
 */
public final class LegalHoldRepository {

    private static final String NOUN = "customer";

    private final Session session;

    /** Creates the repository on a session. */
    public LegalHoldRepository(Session session) {
        this.session = session;
    }

    /**
     * Places a hold on a customer and appends the event {@code customer.held}.
     *
     * <p>Waits for concurrent transactions that delete, hide, archive or erase rows of customers.
     *
     * @param customerId the customer
     * @param reason the reason, such as a case number; at most 500 characters
     * @param actor the actor of the hold and of the event
     * @return the new hold, or the unchanged existing hold
     * @throws NotFoundException if the customer does not exist
     */
    public LegalHold create(UUID customerId, String reason, Actor actor) {
        String why = Values.text("reason", reason, 500);
        Values.required("actor", actor);
        return session.atomically(tx -> {
            HoldGate.enterAlone(tx);
            return find(tx, customerId).orElseGet(() -> insert(tx, customerId, why, actor));
        });
    }

    /**
     * Lifts the hold of a customer and appends the event {@code customer.released}.
     *
     * @return false without a hold; no event is appended then
     */
    public boolean lift(UUID customerId, Actor actor) {
        Values.required("actor", actor);
        return session.atomically(tx -> {
            int rows = tx.write(dsl -> dsl.deleteFrom(LEGAL_HOLDS)
                    .where(LEGAL_HOLDS.CUSTOMER_ID.eq(customerId))
                    .execute());
            if (rows == 1) {
                appendEvent(tx, "customer.released", customerId, actor);
            }
            return rows == 1;
        });
    }

    /** Returns the hold of a customer; empty without a hold. */
    public Optional<LegalHold> find(UUID customerId) {
        return find(session, customerId);
    }

    /**
     * Returns all holds, ordered by customer id.
     *
     * @throws TooManyRowsException if there are more than {@value WholeList#LONGEST} holds
     */
    public List<LegalHold> findAll() {
        return WholeList.read("legal hold", limit -> findAll(DSL.noCondition(), limit));
    }

    /**
     * Returns a keyset page of holds, ordered by customer id.
     *
     * @param after the customer id of the previous page's last hold, exclusive
     * @param limit the maximum number of holds
     */
    public List<LegalHold> findAll(UUID after, int limit) {
        return findAll(LEGAL_HOLDS.CUSTOMER_ID.gt(after), Values.positive("limit", limit));
    }

    private List<LegalHold> findAll(Condition condition, int limit) {
        return session.readPrimary(dsl -> dsl.selectFrom(LEGAL_HOLDS)
                .where(condition)
                .orderBy(LEGAL_HOLDS.CUSTOMER_ID)
                .limit(limit)
                .fetch(LegalHoldRepository::toHold));
    }

    /**
     * Requires that a customer is not under a hold, before a change of the host application's own tables.
     *
     * <p>Call this method in the transaction of the change: new holds wait until the transaction ends.
     *
     * @throws RefusedChangeException if the customer is under a hold
     */
    public void requireFree(UUID customerId) {
        Values.required("customer id", customerId);
        session.<@Nullable Void>atomically(tx -> {
            HoldGate.enter(tx).requireFree(customerId);
            return null;
        });
    }

    private static Optional<LegalHold> find(Session session, UUID customerId) {
        return session.readPrimary(dsl -> dsl.selectFrom(LEGAL_HOLDS)
                .where(LEGAL_HOLDS.CUSTOMER_ID.eq(customerId))
                .fetchOptional(LegalHoldRepository::toHold));
    }

    /** Inserts the hold after its event, because the event log rejects unknown customers. */
    private static LegalHold insert(Session tx, UUID customerId, String reason, Actor actor) {
        appendEvent(tx, "customer.held", customerId, actor);
        LegalHoldsRecord row = new LegalHoldsRecord();
        row.setCustomerId(customerId);
        row.setReason(reason);
        row.setActor(actor.kind().literal());
        row.setActorId(actor.id());
        row.setPlacedAt(tx.now());
        tx.write(dsl -> dsl.insertInto(LEGAL_HOLDS).set(row).execute());
        return toHold(row);
    }

    private static void appendEvent(Session tx, String type, UUID customerId, Actor actor) {
        new EventRepository(tx).append(NewEvent.of(type, NOUN, customerId, actor));
    }

    private static LegalHold toHold(LegalHoldsRecord row) {
        return new LegalHold(
                row.getCustomerId(),
                row.getReason(),
                new Actor(Actor.Kind.of(row.getActor()), row.getActorId()),
                row.getPlacedAt());
    }
}
