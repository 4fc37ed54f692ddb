package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.aro.db.connection.Session;
import io.aro.db.internal.Dialect;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.math.BigDecimal;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;

/**
 * Keeps a customer's counters, confirmation rate and lifetime value in step with the appointments.
 *
 * <p>Counters grow by themselves and are never read first. Adding to one locks the customer's row until the
 * transaction ends, so that two moves of one customer follow one another.
 */
final class CustomerStanding {

    private final Session session;

    CustomerStanding(Session session) {
        this.session = session;
    }

    /** Counts the move that an appointment has just made; in the caller's transaction. */
    void update(Appointment moved) {
        switch (moved.status()) {
            case CANCELLED -> add(moved, CUSTOMERS.CANCEL_COUNT, 1);
            case NO_SHOW -> add(moved, CUSTOMERS.NO_SHOW_COUNT, 1);
            case RESCHEDULED -> add(moved, CUSTOMERS.RESCHEDULE_COUNT, 1);
            case COMPLETED -> add(moved, CUSTOMERS.LIFETIME_VALUE, moved.serviceCost());
            case CONFIRMED -> updateConfirmationRate(moved);
            case BOOKED, IN_PROGRESS -> {}
        }
    }

    private <N extends Number> void add(Appointment moved, TableField<CustomersRecord, N> column, N amount) {
        session.write(dsl -> dsl.update(CUSTOMERS)
                .set(column, column.plus(val(amount, column)))
                .set(CUSTOMERS.UPDATED_AT, moved.updatedAt())
                .where(CUSTOMERS.ID.eq(moved.customerId()))
                .execute());
    }

    /** A rate is counted afresh, so the caller has locked the customer before. */
    private void updateConfirmationRate(Appointment moved) {
        session.write(dsl -> dsl.update(CUSTOMERS)
                .set(CUSTOMERS.CONFIRMATION_RATE, confirmationRate(dsl, moved.customerId()))
                .set(CUSTOMERS.UPDATED_AT, moved.updatedAt())
                .where(CUSTOMERS.ID.eq(moved.customerId()))
                .execute());
    }

    /** The confirmed share in hundredths of a percent, rounded half up in whole numbers: (20000 c + n) / 2 n. */
    private static Field<BigDecimal> confirmationRate(DSLContext dsl, UUID customerId) {
        Field<Integer> all = count();
        Field<Integer> confirmed = count().filterWhere(APPOINTMENTS.CONFIRMATION_RECEIVED.eq(inline(true)));
        Field<Integer> rounded = confirmed.times(inline(20_000)).plus(all).div(all.times(inline(2)));
        Dialect dialect = Dialect.of(dsl.configuration());
        return field(select(dialect.hundredths(rounded, CUSTOMERS.CONFIRMATION_RATE))
                .from(APPOINTMENTS)
                .where(APPOINTMENTS.CUSTOMER_ID.eq(customerId)));
    }
}
