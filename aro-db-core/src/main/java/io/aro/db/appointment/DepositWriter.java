package io.aro.db.appointment;

import io.aro.db.row.Row;
import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.internal.dialect.Dialect;
import io.aro.db.internal.value.Values;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Session;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Query;

/** The writer of deposit requests and payments, by one guarded statement each, in the caller's transaction. */
final class DepositWriter {

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
        Optional<Appointment> open = session.write(dsl -> dsl.update(APPOINTMENTS)
                .set(APPOINTMENTS.DEPOSIT_REQUIRED, true)
                .set(APPOINTMENTS.DEPOSIT_AMOUNT, amount)
                .set(APPOINTMENTS.UPDATED_AT, session.now())
                .where(APPOINTMENTS.ID.eq(id))
                .and(APPOINTMENTS.DEPOSIT_PAID.eq(false))
                .and(APPOINTMENTS.STATUS.in(AppointmentStatus.BOOKED, AppointmentStatus.CONFIRMED))
                .and(APPOINTMENTS.ARCHIVED_AT.isNull())
                .returning()
                .fetchOptional(row -> Appointment.of(Row.of(row))));
        if (open.isEmpty()) {
            throw refused(
                    AppointmentQueries.getCurrent(session, id), "is neither booked nor confirmed; request no deposit");
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
        Optional<Appointment> paid = session.write(dsl -> dsl.update(APPOINTMENTS)
                .set(APPOINTMENTS.DEPOSIT_PAID, true)
                .set(APPOINTMENTS.DEPOSIT_PAYMENT_ID, paymentId)
                .set(APPOINTMENTS.UPDATED_AT, session.now())
                .where(APPOINTMENTS.ID.eq(id))
                .and(APPOINTMENTS.DEPOSIT_REQUIRED.eq(true))
                .and(APPOINTMENTS.DEPOSIT_PAID.eq(false))
                .and(APPOINTMENTS.ARCHIVED_AT.isNull())
                .returning()
                .fetchOptional(row -> Appointment.of(Row.of(row))));
        if (paid.isEmpty()) {
            return alreadyPaid(id, paymentId);
        }
        record(paid.get(), paymentId, actor);
        return paid.get();
    }

    private void record(Appointment paid, String paymentId, Actor actor) {
        Map<String, Object> facts = Map.of("payment_id", paymentId);
        session.run(dsl -> {
            Dialect dialect = Dialect.of(dsl.configuration());
            Query count = CustomerCounterWriter.afterDeposit(dialect, paid);
            Query event = new EventRepository(session).insertionOf(paid.toEvent("deposit.paid", actor, facts));
            dialect.executeAll(dsl, List.of(count, event));
        });
    }

    /** Returns the appointment for a repeated report of its payment; throws otherwise. */
    private Appointment alreadyPaid(UUID id, String paymentId) {
        Appointment actual = AppointmentQueries.getCurrent(session, id);
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
