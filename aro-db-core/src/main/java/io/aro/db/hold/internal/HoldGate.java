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
 * A lock between legal holds and the deletion, hiding, archiving or erasure of customer data; lasts for one
 * transaction.
 *
 * <p>A transaction enters the gate before reading holds. New holds then wait until the transaction ends. Earlier holds
 * are visible to all later statements. Changes share the gate. Holds, erasures, restorations and the recovery of a run
 * enter exclusively. On SQLite the gate takes no lock, because SQLite has a single writer.
 *
 * <p>Conditions for sets of rows are here, too. Enter the gate first, in the transaction of the deletion; otherwise a
 * concurrent hold may be missed.
 */
public final class HoldGate {

    private static final String KEY = "retention";

    private static final CustomerEntities HELD = new CustomerEntities(
            customer -> customer.in(select(LEGAL_HOLDS.CUSTOMER_ID).from(LEGAL_HOLDS)));

    private final Session tx;

    private HoldGate(Session tx) {
        this.tx = tx;
    }

    /** Takes the shared lock until the transaction ends. */
    public static HoldGate enter(Session tx) {
        return enter(InternalSession.of(tx));
    }

    /** Takes the shared lock like {@link #enter(Session)}. */
    public static HoldGate enter(InternalSession tx) {
        tx.run(dsl -> tx.dialect().shareKey(dsl, KEY));
        return new HoldGate(tx);
    }

    /** Takes the exclusive lock until the transaction ends, after waiting for all transactions inside. */
    public static HoldGate enterAlone(Session tx) {
        InternalSession session = InternalSession.of(tx);
        session.run(dsl -> session.dialect().lockKey(dsl, KEY));
        return new HoldGate(tx);
    }

    /**
     * Rejects a customer under a legal hold.
     *
     * @throws RefusedChangeException if the customer is under a hold
     */
    public void requireFree(UUID customerId) {
        requireFree(select(val(customerId)));
    }

    /**
     * Rejects a query's customers if any is under a legal hold.
     *
     * @param owners the ids of the customers
     * @throws RefusedChangeException if a customer is under a hold; the message names the lowest such id
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
     * Condition: the row's customer is not under a hold.
     *
     * <p>A scalar subquery: the planner evaluates the condition for each of the few rows, and cannot turn it into a join.
     */
    public static Condition isFree(Field<UUID> customerId) {
        return field(select(LEGAL_HOLDS.CUSTOMER_ID).from(LEGAL_HOLDS).where(LEGAL_HOLDS.CUSTOMER_ID.eq(customerId)))
                .isNull();
    }

    /** Condition: the event's entity is neither a customer under hold nor a row of such a customer. */
    public static Condition freeEvents(DSLContext dsl) {
        return freeEvents(dsl, EVENTS.ENTITY_ID);
    }

    /**
     * Returns the same condition for an aliased events table. Entities under hold are read once per statement, and not
     * at all without holds.
     *
     * @param entity the column of the event's entity id
     */
    public static Condition freeEvents(DSLContext dsl, Field<UUID> entity) {
        return isAny(dsl) ? entity.notIn(HELD.all().unionAll(HELD.consentsOfPhones())) : noCondition();
    }

    /** Condition: the appointment's customer is not under a hold. */
    public static Condition freeAppointments() {
        return isFree(APPOINTMENTS.CUSTOMER_ID);
    }

    /** Condition: the dead letter belongs to no workflow of a customer under hold. */
    public static Condition freeDeadLetters() {
        return DEAD_LETTERS.WORKFLOW_ID.isNull().or(DEAD_LETTERS.WORKFLOW_ID.notIn(HELD.workflows()));
    }

    /**
     * Condition: the phone number belongs to no customer under hold.
     *
     * <p>Compares numbers instead of customer ids: a returning person may have consents from an earlier customer row.
     */
    public static Condition freePhones(Field<String> phone) {
        return phone.notIn(HELD.phones());
    }

    /** Returns whether any hold exists; in the usual case of none, queries can skip the check per row. */
    public static boolean isAny(DSLContext dsl) {
        return dsl.fetchExists(LEGAL_HOLDS);
    }
}
