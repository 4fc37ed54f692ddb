package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Session;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/** The queries for a single appointment, each by a unique key. */
final class AppointmentKeyQueries {

    private static final Parameter<String> SOURCE = Parameter.of(APPOINTMENTS.EXTERNAL_SOURCE);
    private static final Parameter<String> EXTERNAL_ID = Parameter.of(APPOINTMENTS.EXTERNAL_ID);

    private static final StatementTemplate BY_ID = by(APPOINTMENTS.ID);
    private static final StatementTemplate BY_DEPOSIT_PAYMENT = by(APPOINTMENTS.DEPOSIT_PAYMENT_ID);
    private static final StatementTemplate BY_RESCHEDULED = by(APPOINTMENTS.RESCHEDULED_FROM);

    /** The index needs both columns. */
    private static final StatementTemplate BY_EXTERNAL_ID = StatementTemplate.of(
            List.of(SOURCE, EXTERNAL_ID),
            dialect -> DSL.selectFrom(APPOINTMENTS)
                    .where(APPOINTMENTS.EXTERNAL_SOURCE.eq(SOURCE.field()))
                    .and(APPOINTMENTS.EXTERNAL_ID.eq(EXTERNAL_ID.field())));

    private AppointmentKeyQueries() {}

    private static <T> StatementTemplate by(TableField<?, T> key) {
        Parameter<T> value = Parameter.of(key);
        return StatementTemplate.of(
                List.of(value), dialect -> DSL.selectFrom(APPOINTMENTS).where(key.eq(value.field())));
    }

    /** Returns the query for the appointment with an external key. */
    static BoundStatement byExternalId(ExternalId key) {
        return BY_EXTERNAL_ID.with(key.source(), key.id());
    }

    /**
     * Returns the query for the appointment with a deposit paid by the payment.
     *
     * @throws InvalidValueException if the id is null or not valid text
     */
    static BoundStatement byDepositPayment(String paymentId) {
        return BY_DEPOSIT_PAYMENT.with(Values.wanted("deposit payment id", paymentId));
    }

    /** Returns the query for the replacement of a rescheduled appointment. */
    static BoundStatement replacementOf(UUID id) {
        return BY_RESCHEDULED.with(id);
    }

    /** Returns the appointment of a query, or empty. */
    static Optional<Appointment> find(Session session, BoundStatement query) {
        return session.read(query.optional(Appointment::of));
    }

    /** Returns the appointment of a query from the primary, or empty. A replica may lag. */
    static Optional<Appointment> findCurrent(Session session, BoundStatement query) {
        return session.readPrimary(query.optional(Appointment::of));
    }

    /**
     * Returns the appointment from the primary.
     *
     * @throws NotFoundException if there is no such appointment
     */
    static Appointment getCurrent(Session session, UUID id) {
        return findCurrent(session, BY_ID.with(id)).orElseThrow(() -> new NotFoundException("appointment", id));
    }
}
