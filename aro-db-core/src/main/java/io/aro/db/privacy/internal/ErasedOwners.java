package io.aro.db.privacy.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.ERASURES;
import static io.aro.db.schema.Tables.FORMER_BELONGINGS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.jooq.impl.DSL.select;

import java.util.Collection;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.TableField;

/** A lookup of erased customers by the ids of their present or former rows. */
final class ErasedOwners {

    private ErasedOwners() {}

    /** Returns the erased customers of the ids, of any table, in the order of the customers' ids. */
    static Collection<UUID> of(DSLContext dsl, Collection<UUID> ids) {
        Condition isTheirs = ERASURES.CUSTOMER_ID
                .in(ids)
                .or(ERASURES.CUSTOMER_ID.in(ofAppointments(APPOINTMENTS.ID.in(ids))))
                .or(ERASURES.CUSTOMER_ID.in(ofAppointments(
                        APPOINTMENTS.ID.in(appointmentsOf(REMINDER_LOGS.APPOINTMENT_ID, REMINDER_LOGS.ID.in(ids))))))
                .or(ERASURES.CUSTOMER_ID.in(ofWorkflows(WORKFLOW_INSTANCES.ID.in(ids))))
                .or(ERASURES.CUSTOMER_ID.in(ofWorkflows(WORKFLOW_INSTANCES.ID.in(workflowsOf(ids)))))
                .or(ERASURES.CUSTOMER_ID.in(
                        select(CONSENTS.CUSTOMER_ID).from(CONSENTS).where(CONSENTS.ID.in(ids))))
                .or(ERASURES.CUSTOMER_ID.in(formerly(FORMER_BELONGINGS.ENTITY_ID.in(ids))))
                .or(ERASURES.CUSTOMER_ID.in(formerly(FORMER_BELONGINGS.ENTITY_ID.in(workflowsOf(ids)))));
        return dsl.select(ERASURES.CUSTOMER_ID)
                .from(ERASURES)
                .where(isTheirs)
                .orderBy(ERASURES.CUSTOMER_ID)
                .fetch(ERASURES.CUSTOMER_ID);
    }

    private static Select<Record1<UUID>> ofAppointments(Condition which) {
        return select(APPOINTMENTS.CUSTOMER_ID).from(APPOINTMENTS).where(which);
    }

    private static Select<Record1<UUID>> ofWorkflows(Condition which) {
        return ofAppointments(APPOINTMENTS.ID.in(appointmentsOf(WORKFLOW_INSTANCES.APPOINTMENT_ID, which)));
    }

    private static Select<Record1<UUID>> appointmentsOf(TableField<?, UUID> appointment, Condition which) {
        return select(appointment).from(appointment.getTable()).where(which);
    }

    private static Select<Record1<UUID>> workflowsOf(Collection<UUID> deadLetters) {
        return select(DEAD_LETTERS.WORKFLOW_ID).from(DEAD_LETTERS).where(DEAD_LETTERS.ID.in(deadLetters));
    }

    private static Select<Record1<UUID>> formerly(Condition which) {
        return select(FORMER_BELONGINGS.CUSTOMER_ID).from(FORMER_BELONGINGS).where(which);
    }
}
