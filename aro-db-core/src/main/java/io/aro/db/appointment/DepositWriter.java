package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.inline;

import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.event.internal.EventStatement;
import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.impl.DSL;

/** The writer of deposit requests and payments, by one guarded statement each, in the caller's transaction. */
final class DepositWriter {

    private static final Parameter<UUID> ID = Parameter.of(APPOINTMENTS.ID);
    private static final Parameter<Instant> NOW = Parameter.of(APPOINTMENTS.UPDATED_AT);
    private static final Parameter<BigDecimal> AMOUNT = Parameter.of(APPOINTMENTS.DEPOSIT_AMOUNT);
    private static final Parameter<String> PAYMENT_ID = Parameter.of(APPOINTMENTS.DEPOSIT_PAYMENT_ID);

    private static final StatementTemplate REQUEST = StatementTemplate.of(
            List.of(AMOUNT, NOW, ID),
            dialect -> DSL.update(APPOINTMENTS)
                    .set(APPOINTMENTS.DEPOSIT_REQUIRED, inline(true))
                    .set(APPOINTMENTS.DEPOSIT_AMOUNT, AMOUNT.field())
                    .set(APPOINTMENTS.UPDATED_AT, NOW.field())
                    .where(APPOINTMENTS.ID.eq(ID.field()))
                    .and(APPOINTMENTS.DEPOSIT_PAID.eq(inline(false)))
                    .and(AppointmentQueries.upcoming())
                    .and(APPOINTMENTS.ARCHIVED_AT.isNull())
                    .returning());

    private static final StatementTemplate PAYMENT = StatementTemplate.of(
            List.of(PAYMENT_ID, NOW, ID),
            dialect -> DSL.update(APPOINTMENTS)
                    .set(APPOINTMENTS.DEPOSIT_PAID, inline(true))
                    .set(APPOINTMENTS.DEPOSIT_PAYMENT_ID, PAYMENT_ID.field())
                    .set(APPOINTMENTS.UPDATED_AT, NOW.field())
                    .where(APPOINTMENTS.ID.eq(ID.field()))
                    .and(APPOINTMENTS.DEPOSIT_REQUIRED.eq(inline(true)))
                    .and(APPOINTMENTS.DEPOSIT_PAID.eq(inline(false)))
                    .and(APPOINTMENTS.ARCHIVED_AT.isNull())
                    .returning());

    private final Session session;

    DepositWriter(Session transaction) {
        this.session = transaction;
    }

    /**
     * Sets the amount of an unpaid deposit.
     *
     * @throws RefusedChangeException if the deposit is paid, or the status or the archive forbids the request
     */
    Appointment request(UUID id, BigDecimal asked, Actor actor) {
        BigDecimal amount = Values.money("deposit amount", Values.required("deposit amount", asked));
        Optional<Appointment> open =
                session.write(REQUEST.with(amount, session.now(), id).optional(Appointment::of));
        if (open.isEmpty()) {
            throw refused(
                    AppointmentKeyQueries.getCurrent(session, id),
                    "is neither booked nor confirmed; request no deposit");
        }
        new EventRepository(session).append(open.get().toEvent("deposit.requested", actor, Map.of("amount", amount)));
        return open.get();
    }

    /**
     * Marks the deposit as paid and increments the customer's count of deposits.
     *
     * @throws RefusedChangeException if no deposit is requested, or a different payment has paid it
     */
    Appointment pay(UUID id, String payment, Actor actor) {
        String paymentId = Values.text("deposit payment id", payment, 255);
        Optional<Appointment> paid =
                session.write(PAYMENT.with(paymentId, session.now(), id).optional(Appointment::of));
        if (paid.isEmpty()) {
            return alreadyPaid(id, paymentId);
        }
        record(paid.get(), paymentId, actor);
        return paid.get();
    }

    private void record(Appointment paid, String paymentId, Actor actor) {
        NewEvent event = paid.toEvent("deposit.paid", actor, Map.of("payment_id", paymentId));
        session.run(BoundStatement.all(List.of(
                CustomerCounterWriter.afterDeposit(paid),
                EventStatement.insertion(event, session.newId(), session.now()))));
    }

    /** Returns the appointment for a repeated report of its payment; throws otherwise. */
    private Appointment alreadyPaid(UUID id, String paymentId) {
        Appointment actual = AppointmentKeyQueries.getCurrent(session, id);
        if (actual.depositPaid() && paymentId.equals(actual.depositPaymentId())) {
            return actual;
        }
        throw refused(actual, "has no deposit requested; request a deposit first");
    }

    private static RefusedChangeException refused(Appointment actual, String explanation) {
        if (actual.archivedAt() != null) {
            return ArchiveWriter.refusal(actual.id());
        }
        return new RefusedChangeException(
                "appointment",
                actual.id(),
                actual.depositPaid()
                        ? "has its deposit paid by another payment; keep or refund that payment"
                        : explanation);
    }
}
