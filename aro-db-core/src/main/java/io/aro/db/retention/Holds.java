package io.aro.db.retention;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.LEGAL_HOLDS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import io.aro.db.hold.CustomerEntities;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;

/** Says in SQL which rows no legal hold keeps. */
final class Holds {

    private static final CustomerEntities HELD = new CustomerEntities(
            customer -> customer.in(select(LEGAL_HOLDS.CUSTOMER_ID).from(LEGAL_HOLDS)));

    private Holds() {}

    /** Returns the condition that an event is about nobody whose data are held, directly or by what belongs to them. */
    static Condition freeEvents(DSLContext dsl) {
        return freeEvents(dsl, EVENTS.ENTITY_ID);
    }

    /** Returns the same condition for events under another name; what is held is looked up once for all of them. */
    static Condition freeEvents(DSLContext dsl, Field<UUID> entity) {
        return isAny(dsl) ? entity.notIn(HELD.all()) : noCondition();
    }

    /** Returns the condition that an appointment is of nobody whose data are held. */
    static Condition freeAppointments() {
        return notExists(selectOne().from(LEGAL_HOLDS).where(LEGAL_HOLDS.CUSTOMER_ID.eq(APPOINTMENTS.CUSTOMER_ID)));
    }

    /** Returns the condition that a dead letter is of no workflow of an appointment of somebody whose data are held. */
    static Condition freeDeadLetters() {
        return DEAD_LETTERS.WORKFLOW_ID.isNull().or(DEAD_LETTERS.WORKFLOW_ID.notIn(HELD.workflows()));
    }

    /** Without holds, which is usual, no row need be looked up. */
    static boolean isAny(DSLContext dsl) {
        return dsl.fetchExists(LEGAL_HOLDS);
    }
}
