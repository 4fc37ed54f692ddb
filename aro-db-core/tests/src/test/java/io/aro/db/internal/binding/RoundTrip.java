package io.aro.db.internal.binding;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Unguarded;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import io.aro.db.schema.tables.records.CustomersRecord;
import io.aro.db.schema.tables.records.IdempotencyKeysRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.TableField;
import org.jooq.conf.SettingsTools;
import org.jooq.conf.StatementType;
import org.jooq.impl.DSL;

/** The values read back after a write as a parameter and as a literal. */
record RoundTrip(AroDatabase db) {

    /** Writes and reads a column of a customer, and finds the customer by the value. */
    <T> List<T> ofCustomer(TableField<CustomersRecord, T> column, T value) {
        List<T> kept = new ArrayList<>(ofExpression(column, value));
        for (boolean literal : new boolean[] {false, true}) {
            kept.addAll(db.session().<List<T>>write(dsl -> {
                DSLContext statements = in(dsl, literal);
                List<T> returned = statements
                        .insertInto(CUSTOMERS)
                        .set(CUSTOMERS.PHONE, "+15550001")
                        .set(column, value)
                        .returning(column)
                        .fetch(column);
                List<T> found = statements
                        .select(column)
                        .from(CUSTOMERS)
                        .where(column.eq(value))
                        .and(column.in(returned))
                        .fetch(column);
                statements.deleteFrom(CUSTOMERS).where(column.eq(value)).execute();
                return found;
            }));
        }
        return kept;
    }

    /** Writes and reads an appointment's column. */
    <T> List<T> ofAppointment(TableField<AppointmentsRecord, T> column, T value) {
        Appointment visit = book();
        List<T> kept = new ArrayList<>(ofExpression(column, value));
        for (boolean literal : new boolean[] {false, true}) {
            Unguarded.write(
                    db,
                    dsl -> kept.addAll(in(dsl, literal)
                            .update(APPOINTMENTS)
                            .set(column, value)
                            .where(APPOINTMENTS.ID.eq(visit.id()))
                            .returning(column)
                            .fetch(column)));
        }
        db.customers().delete(visit.customerId());
        return kept;
    }

    /** Writes and reads an idempotency key's column. */
    <T> List<T> ofKey(TableField<IdempotencyKeysRecord, T> column, T value) {
        List<T> kept = new ArrayList<>(ofExpression(column, value));
        for (boolean literal : new boolean[] {false, true}) {
            String key = String.valueOf(db.session().newId());
            kept.addAll(db.session()
                    .<List<T>>write(dsl -> in(dsl, literal)
                            .insertInto(IDEMPOTENCY_KEYS)
                            .set(IDEMPOTENCY_KEYS.KEY, key)
                            .set(column, value)
                            .returning(column)
                            .fetch(column)));
        }
        return kept;
    }

    /** Selects the value without a table. */
    <T> List<T> ofExpression(Field<T> type, T value) {
        return db.session().read(dsl -> {
            var row = dsl.select(
                            DSL.val(value, type).as("parameter"),
                            DSL.inline(value, type).as("literal"))
                    .fetchSingle();
            return List.of(row.value1(), row.value2());
        });
    }

    private static DSLContext in(DSLContext dsl, boolean literal) {
        if (!literal) {
            return dsl;
        }
        return DSL.using(dsl.configuration()
                .derive(SettingsTools.clone(dsl.settings()).withStatementType(StatementType.STATIC_STATEMENT)));
    }

    private Appointment book() {
        Customer ada = db.customers().create(NewCustomer.withPhone("+15550001"));
        return db.appointments()
                .create(NewAppointment.of(
                        ada.id(),
                        Instant.parse("2026-03-02T15:00:00Z"),
                        Duration.ofMinutes(45),
                        "Cleaning",
                        new BigDecimal("120.00")));
    }
}
