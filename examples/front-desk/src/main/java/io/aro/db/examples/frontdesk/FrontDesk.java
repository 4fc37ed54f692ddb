package io.aro.db.examples.frontdesk;

import static io.aro.db.appointment.StatusChange.by;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.examples.frontdesk.Bank.BankBusyException;
import io.aro.db.idempotency.FailureAction;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.LeasedHandler;
import io.aro.db.idempotency.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

/** Books what the booking page sends, takes deposits and cancels. */
public final class FrontDesk {

    /** Whoever cancels later than this before the visit loses the deposit. */
    public static final Duration NOTICE = Duration.ofHours(24);

    /** The type of the event that tells of a lost deposit. */
    public static final String DEPOSIT_KEPT = "deposit.kept";

    private static final Actor BOOKING_PAGE = Actor.webhook("booking-page");
    private static final Actor DESK = Actor.user("front-desk");
    private static final BigDecimal DEPOSIT = new BigDecimal("25.00");

    private final AroDatabase db;
    private final Bank bank;

    public FrontDesk(AroDatabase db, Bank bank) {
        this.db = db;
        this.bank = bank;
    }

    /** Books a visit, once however often the delivery comes. */
    public Outcome<Booking> book(String deliveryId, BookingRequest request) {
        return db.idempotency().execute(IdempotencyKey.of("booking-page", deliveryId), request, Booking.class, tx -> {
            Customer customer = tx.customers().upsertByPhone(NewCustomer.withPhone(request.phone()));
            NewAppointment cleaning = NewAppointment.of(
                    customer.id(), request.startsAt(), Duration.ofMinutes(45), "Cleaning", new BigDecimal("120.00"));
            return new Booking(tx.appointments()
                    .create(cleaning.withBookedBy(BOOKING_PAGE))
                    .id());
        });
    }

    /**
     * Takes the deposit of a visit, once however often it is asked to, and whatever dies in between.
     *
     * <p>A visit that can take no deposit is refused before the bank is asked.
     */
    public Outcome<String> takeDeposit(UUID visitId) {
        LeasedHandler<String, RuntimeException> handler = lease -> {
            lease.transactionalStep("request", Boolean.class, tx -> {
                tx.appointments().requestDeposit(visitId, DEPOSIT, DESK);
                return true;
            });
            String key = lease.downstreamKey("charge");
            String payment = lease.step("charge", String.class, () -> bank.charge(key, DEPOSIT));
            lease.useTransaction(tx -> tx.appointments().payDeposit(visitId, payment, DESK));
            return payment;
        };
        return db.idempotency()
                .executeLeased(
                        IdempotencyKey.of("front-desk", "deposit-of-" + visitId),
                        visitId,
                        String.class,
                        handler,
                        failure -> failure instanceof BankBusyException ? FailureAction.retry() : FailureAction.park());
    }

    /** Cancels a visit; a deposit is kept if that comes too late. */
    public Appointment cancel(UUID visitId, String reason) {
        return db.inTransaction(tx -> {
            Appointment cancelled = tx.appointments().updateStatus(visitId, CANCELLED, by(DESK).withReason(reason));
            boolean isLate = tx.session().now().isAfter(cancelled.date().minus(NOTICE));
            if (isLate && cancelled.depositPaid()) {
                tx.events().append(NewEvent.of(DEPOSIT_KEPT, "appointment", visitId, DESK));
            }
            return cancelled;
        });
    }

    /** Returns the visits of a day, in their order. */
    public List<Appointment> daySheet(LocalDate day, ZoneId zone) {
        return db.appointments().findByDay(day, zone);
    }
}
