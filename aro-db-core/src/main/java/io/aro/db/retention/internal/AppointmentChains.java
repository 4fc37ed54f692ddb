package io.aro.db.retention.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import io.aro.db.retention.internal.AppointmentsStep.Window;
import java.util.UUID;
import org.jooq.CommonTableExpression;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;

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
    private static final Field<UUID> FORMER =
            field(name(LEAVING, APPOINTMENTS.RESCHEDULED_FROM.getName()), APPOINTMENTS.RESCHEDULED_FROM.getDataType());

    /** Returns the condition for a closed appointment in a chain. */
    Condition due(DSLContext dsl) {
        CommonTableExpression<Record2<UUID, UUID>> leaving = name(LEAVING)
                .fields(APPOINTMENTS.ID.getName(), APPOINTMENTS.RESCHEDULED_FROM.getName())
                .as(select(APPOINTMENTS.ID, APPOINTMENTS.RESCHEDULED_FROM)
                        .from(APPOINTMENTS)
                        .where(completed.due())
                        .unionAll(select(APPOINTMENTS.ID, APPOINTMENTS.RESCHEDULED_FROM)
                                .from(APPOINTMENTS)
                                .where(closed.due()))
                        .unionAll(select(APPOINTMENTS.ID, APPOINTMENTS.RESCHEDULED_FROM)
                                .from(table(name(LEAVING)))
                                .join(APPOINTMENTS)
                                .on(APPOINTMENTS.ID.eq(FORMER))
                                .where(closed.mayFollow())));
        return Window.isClosed()
                .and(APPOINTMENTS.ID.in(dsl.withRecursive(leaving)
                        .select(leaving.field(APPOINTMENTS.ID))
                        .from(leaving)));
    }
}
