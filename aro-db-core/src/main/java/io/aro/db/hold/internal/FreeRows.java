package io.aro.db.hold.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.LEGAL_HOLDS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;

import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/**
 * The conditions that no legal hold keeps a row.
 *
 * <p>Whoever deletes by such a condition has passed {@link HoldGate} in the same transaction; otherwise a hold that is
 * placed meanwhile may be missed.
 */
public final class FreeRows {

    private static final CustomerEntities HELD = new CustomerEntities(
            customer -> customer.in(select(LEGAL_HOLDS.CUSTOMER_ID).from(LEGAL_HOLDS)));

    private FreeRows() {}

    /**
     * Returns the condition that the customer of a row is free.
     *
     * <p>It is a subquery for its value, which the planner asks for each of the few rows, and does not turn into a join.
     */
    public static Condition of(Field<UUID> customerId) {
        return field(select(LEGAL_HOLDS.CUSTOMER_ID).from(LEGAL_HOLDS).where(LEGAL_HOLDS.CUSTOMER_ID.eq(customerId)))
                .isNull();
    }

    /** Returns the condition that an event is about no held customer, directly or by an entity that belongs to one. */
    public static Condition events(DSLContext dsl) {
        return events(dsl, EVENTS.ENTITY_ID);
    }

    /** Returns the same condition for events under another name; held entities are looked up once for all events. */
    public static Condition events(DSLContext dsl, Field<UUID> entity) {
        return isAny(dsl) ? entity.notIn(HELD.all().unionAll(HELD.consentsOfPhones())) : noCondition();
    }

    /** Returns the condition that the customer of an appointment is free. */
    public static Condition appointments() {
        return of(APPOINTMENTS.CUSTOMER_ID);
    }

    /** Returns the condition that a dead letter belongs to no workflow of a held customer. */
    public static Condition deadLetters() {
        return DEAD_LETTERS.WORKFLOW_ID.isNull().or(DEAD_LETTERS.WORKFLOW_ID.notIn(HELD.workflows()));
    }

    /**
     * Returns the condition that a consent is for the phone of no held customer.
     *
     * <p>The same person may have been another customer before, and have come back.
     */
    public static Condition phones(Field<String> phone) {
        return phone.notIn(HELD.phones());
    }

    /** Tells whether there is a hold at all; without holds, which is usual, no row need be looked up. */
    public static boolean isAny(DSLContext dsl) {
        return dsl.fetchExists(LEGAL_HOLDS);
    }
}
