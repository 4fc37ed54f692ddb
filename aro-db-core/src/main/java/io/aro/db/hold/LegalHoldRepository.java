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
 * The legal holds: orders to keep the data of customers as they are.
 *
 * <p>Meanwhile no row that a key or the phone number ties to the customer is deleted, archived or hidden, and nobody can
 * erase the customer: retention passes over these rows, and any other call is refused. Work goes on: statuses change, and
 * updates write new values.
 *
 * <p>The erasure of another customer takes the texts that mention that person out of these rows, too, and leaves the rest.
 * If they are evidence, hold the other customer as well.
 */
public final class LegalHoldRepository {

    private static final String NOUN = "customer";

    private final Session session;

    public LegalHoldRepository(Session session) {
        this.session = session;
    }

    /**
     * Creates a hold, with the event {@code customer.held}, and returns it; one that is there is returned as it is.
     *
     * <p>It waits for transactions that are deleting, hiding, archiving or erasing rows of customers at the moment.
     *
     * @param reason why, such as the number of a case, at most 500 characters
     * @throws NotFoundException if there is no such customer
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
     * Lifts the hold of a customer, with the event {@code customer.released}, and returns whether there was one.
     */
    public boolean lift(UUID customerId, Actor actor) {
        Values.required("actor", actor);
        return session.atomically(tx -> {
            int rows = tx.write(dsl -> dsl.deleteFrom(LEGAL_HOLDS)
                    .where(LEGAL_HOLDS.CUSTOMER_ID.eq(customerId))
                    .execute());
            if (rows == 1) {
                tell(tx, "customer.released", customerId, actor);
            }
            return rows == 1;
        });
    }

    /** Returns the hold of a customer, if there is one. */
    public Optional<LegalHold> find(UUID customerId) {
        return find(session, customerId);
    }

    /**
     * Returns all holds, in the order of the customers' ids.
     *
     * @throws TooManyRowsException if there are more than {@value WholeList#LONGEST}
     */
    public List<LegalHold> findAll() {
        return WholeList.read("legal hold", limit -> findAll(DSL.noCondition(), limit));
    }

    /** Returns the holds of the customers whose ids come after the given one, in the order of the ids, at most so many. */
    public List<LegalHold> findAll(UUID after, int limit) {
        return findAll(LEGAL_HOLDS.CUSTOMER_ID.gt(after), Values.positive("limit", limit));
    }

    private List<LegalHold> findAll(Condition condition, int limit) {
        return session.read(dsl -> dsl.selectFrom(LEGAL_HOLDS)
                .where(condition)
                .orderBy(LEGAL_HOLDS.CUSTOMER_ID)
                .limit(limit)
                .fetch(LegalHoldRepository::toHold));
    }

    /**
     * Refuses a change of the data of a customer under a hold, such as the deletion of a row of a table of your own.
     *
     * <p>Until the transaction ends nobody can place a hold, so call it in the transaction of the change.
     *
     * @throws RefusedChangeException if there is a hold
     */
    public void requireFree(UUID customerId) {
        Values.required("customer id", customerId);
        session.<@Nullable Void>atomically(tx -> {
            HoldGate.enter(tx).requireFree(customerId);
            return null;
        });
    }

    private static Optional<LegalHold> find(Session session, UUID customerId) {
        return session.read(dsl -> dsl.selectFrom(LEGAL_HOLDS)
                .where(LEGAL_HOLDS.CUSTOMER_ID.eq(customerId))
                .fetchOptional(LegalHoldRepository::toHold));
    }

    /** The log of events refuses a customer that is not there. */
    private static LegalHold insert(Session tx, UUID customerId, String reason, Actor actor) {
        tell(tx, "customer.held", customerId, actor);
        LegalHoldsRecord row = new LegalHoldsRecord();
        row.setCustomerId(customerId);
        row.setReason(reason);
        row.setActor(actor.kind().literal());
        row.setActorId(actor.id());
        row.setPlacedAt(tx.now());
        tx.write(dsl -> dsl.insertInto(LEGAL_HOLDS).set(row).execute());
        return toHold(row);
    }

    private static void tell(Session tx, String type, UUID customerId, Actor actor) {
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
