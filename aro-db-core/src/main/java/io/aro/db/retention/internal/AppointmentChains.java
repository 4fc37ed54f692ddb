package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;

import io.aro.db.retention.internal.AppointmentsStep.Window;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.Table;

/**
 * The closed appointments due in a run, as chains of rescheduled appointments.
 *
 * <p>A chain starts with appointments that nothing refers to. Each predecessor follows by {@code rescheduled_from}.
 *
 * @param completed the due condition of completed appointments, which are archived first
 * @param closed the due condition of closed appointments
 */
record AppointmentChains(Window completed, Window closed) {

    private static final String LEAVING = "leaving";
    /** The recursive reference, by an alias: jOOQ takes a bare name for a table in the configured schema. */
    private static final Table<Record2<UUID, UUID>> FORMERS = named(
                    select(APPOINTMENTS.ID, APPOINTMENTS.RESCHEDULED_FROM).from(APPOINTMENTS))
            .as("former");

    /** Returns the condition for a closed appointment in a chain. */
    Condition due(DSLContext dsl) {
        CommonTableExpression<Record2<UUID, UUID>> leaving =
                named(select(APPOINTMENTS.ID, APPOINTMENTS.RESCHEDULED_FROM)
                        .from(APPOINTMENTS)
                        .where(completed.due())
                        .unionAll(select(APPOINTMENTS.ID, APPOINTMENTS.RESCHEDULED_FROM)
                                .from(APPOINTMENTS)
                                .where(closed.due()))
                        .unionAll(select(APPOINTMENTS.ID, APPOINTMENTS.RESCHEDULED_FROM)
                                .from(FORMERS)
                                .join(APPOINTMENTS)
                                .on(APPOINTMENTS.ID.eq(FORMERS.field(APPOINTMENTS.RESCHEDULED_FROM)))
                                .where(closed.mayFollow())));
        return Window.isClosed()
                .and(APPOINTMENTS.ID.in(dsl.withRecursive(leaving)
                        .select(leaving.field(APPOINTMENTS.ID))
                        .from(leaving)));
    }

    private static CommonTableExpression<Record2<UUID, UUID>> named(Select<Record2<UUID, UUID>> query) {
        return name(LEAVING)
                .fields(APPOINTMENTS.ID.getName(), APPOINTMENTS.RESCHEDULED_FROM.getName())
                .as(query);
    }
}
