package io.aro.db.hold.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.LEGAL_HOLDS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.aro.db.internal.session.InternalSession;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;

/**
 * The gate in front of everything that deletes, hides, archives or erases data of a customer; serves one transaction.
 *
 * <p>A transaction enters it before it looks for holds. A later hold waits until the transaction ends, and every following
 * statement sees an earlier one. Holds, erasures, restorations and the recovery of a run enter it alone. On SQLite it locks
 * nothing, since only one transaction writes at a time.
 *
 * <p>The conditions for sets of rows are here, too. Whoever deletes by one has entered the gate in the same transaction;
 * otherwise a hold that is placed meanwhile may be missed.
 */
public final class HoldGate {

    private static final String KEY = "retention";

    private static final CustomerEntities HELD = new CustomerEntities(
            customer -> customer.in(select(LEGAL_HOLDS.CUSTOMER_ID).from(LEGAL_HOLDS)));

    private final Session tx;

    private HoldGate(Session tx) {
        this.tx = tx;
    }

    /** Enters the gate beside others, and stays inside until the transaction ends. */
    public static HoldGate enter(Session tx) {
        return enter(InternalSession.of(tx));
    }

    /** Enters the gate like {@link #enter(Session)}. */
    public static HoldGate enter(InternalSession tx) {
        tx.run(dsl -> tx.dialect().shareKey(dsl, KEY));
        return new HoldGate(tx);
    }

    /** Enters the gate alone: waits for everyone inside, and keeps others out until the transaction ends. */
    public static HoldGate enterAlone(Session tx) {
        InternalSession session = InternalSession.of(tx);
        session.run(dsl -> session.dialect().lockKey(dsl, KEY));
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

    /**
     * Returns the condition that the customer of a row is free.
     *
     * <p>It is a subquery for its value, which the planner asks for each of the few rows, and does not turn into a join.
     */
    public static Condition isFree(Field<UUID> customerId) {
        return field(select(LEGAL_HOLDS.CUSTOMER_ID).from(LEGAL_HOLDS).where(LEGAL_HOLDS.CUSTOMER_ID.eq(customerId)))
                .isNull();
    }

    /** Returns the condition that an event is about no held customer, directly or by an entity that belongs to one. */
    public static Condition freeEvents(DSLContext dsl) {
        return freeEvents(dsl, EVENTS.ENTITY_ID);
    }

    /** Returns the same condition for events under another name; held entities are looked up once for all events. */
    public static Condition freeEvents(DSLContext dsl, Field<UUID> entity) {
        return isAny(dsl) ? entity.notIn(HELD.all().unionAll(HELD.consentsOfPhones())) : noCondition();
    }

    /** Returns the condition that the customer of an appointment is free. */
    public static Condition freeAppointments() {
        return isFree(APPOINTMENTS.CUSTOMER_ID);
    }

    /** Returns the condition that a dead letter belongs to no workflow of a held customer. */
    public static Condition freeDeadLetters() {
        return DEAD_LETTERS.WORKFLOW_ID.isNull().or(DEAD_LETTERS.WORKFLOW_ID.notIn(HELD.workflows()));
    }

    /**
     * Returns the condition that a consent is for the phone of no held customer.
     *
     * <p>The same person may have been another customer before, and have come back.
     */
    public static Condition freePhones(Field<String> phone) {
        return phone.notIn(HELD.phones());
    }

    /** Tells whether there is a hold at all; without holds, which is usual, no row need be looked up. */
    public static boolean isAny(DSLContext dsl) {
        return dsl.fetchExists(LEGAL_HOLDS);
    }
}
