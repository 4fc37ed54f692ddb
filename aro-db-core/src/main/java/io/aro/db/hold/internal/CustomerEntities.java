package io.aro.db.hold.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.FORMER_BELONGINGS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.jooq.impl.DSL.select;

import java.util.UUID;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Select;

/**
 * Queries for the ids of the rows of a set of customers.
 *
 * @param isTheirs the condition of membership in the set, for a column of customer ids
 */
public record CustomerEntities(Function<Field<UUID>, Condition> isTheirs) {

    /** Returns the ids of the customers and of their present and former rows: the possible entities of their events. */
    public Select<Record1<UUID>> all() {
        return select(CUSTOMERS.ID)
                .from(CUSTOMERS)
                .where(isTheirs.apply(CUSTOMERS.ID))
                .unionAll(appointments())
                .unionAll(select(REMINDER_LOGS.ID)
                        .from(REMINDER_LOGS)
                        .where(REMINDER_LOGS.APPOINTMENT_ID.in(appointments())))
                .unionAll(select(CONSENTS.ID).from(CONSENTS).where(isTheirs.apply(CONSENTS.CUSTOMER_ID)))
                .unionAll(consentsByPhone())
                .unionAll(presentWorkflows())
                .unionAll(select(DEAD_LETTERS.ID).from(DEAD_LETTERS).where(DEAD_LETTERS.WORKFLOW_ID.in(workflows())))
                .unionAll(former());
    }

    /** Returns the ids of consents without a customer, for a phone number of the customers. */
    private Select<Record1<UUID>> consentsByPhone() {
        return select(CONSENTS.ID)
                .from(CONSENTS)
                .where(CONSENTS.CUSTOMER_ID.isNull())
                .and(CONSENTS.PHONE.in(phones()));
    }

    /** Returns the ids of all consents for a phone number of the customers, of any customer. */
    public Select<Record1<UUID>> consentsOfPhones() {
        return select(CONSENTS.ID).from(CONSENTS).where(CONSENTS.PHONE.in(phones()));
    }

    /** Returns the customers' current phone numbers. */
    public Select<Record1<String>> phones() {
        return select(CUSTOMERS.PHONE).from(CUSTOMERS).where(isTheirs.apply(CUSTOMERS.ID));
    }

    /** Returns the ids of the customers' appointments. */
    public Select<Record1<UUID>> appointments() {
        return select(APPOINTMENTS.ID).from(APPOINTMENTS).where(isTheirs.apply(APPOINTMENTS.CUSTOMER_ID));
    }

    /**
     * Returns the ids of workflows of the customers' appointments, and of all former rows; ids are unique across
     * tables.
     */
    public Select<Record1<UUID>> workflows() {
        return presentWorkflows().unionAll(former());
    }

    private Select<Record1<UUID>> presentWorkflows() {
        return select(WORKFLOW_INSTANCES.ID)
                .from(WORKFLOW_INSTANCES)
                .where(WORKFLOW_INSTANCES.APPOINTMENT_ID.in(appointments()));
    }

    private Select<Record1<UUID>> former() {
        return select(FORMER_BELONGINGS.ENTITY_ID)
                .from(FORMER_BELONGINGS)
                .where(isTheirs.apply(FORMER_BELONGINGS.CUSTOMER_ID));
    }
}
