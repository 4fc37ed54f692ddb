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

/** A front desk: books for the booking page, takes deposits and cancels; thread-safe if the bank is. */
public final class FrontDesk {

    /** The notice for a cancellation; a later cancellation forfeits the deposit. */
    public static final Duration NOTICE = Duration.ofHours(24);

    /** The type of the event of a forfeited deposit. */
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

    /** Books an appointment, once for any number of deliveries. */
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
     * Takes the deposit of an appointment, once for any number of calls and crashes.
     *
     * <p>An appointment that can take no deposit is refused before the charge.
     */
    public Outcome<String> takeDeposit(UUID appointmentId) {
        LeasedHandler<String, RuntimeException> handler = lease -> {
            lease.transactionalStep("request", Boolean.class, tx -> {
                tx.appointments().requestDeposit(appointmentId, DEPOSIT, DESK);
                return true;
            });
            String key = lease.downstreamKey("charge");
            String payment = lease.step("charge", String.class, () -> bank.charge(key, DEPOSIT));
            lease.useTransaction(tx -> tx.appointments().payDeposit(appointmentId, payment, DESK));
            return payment;
        };
        return db.idempotency()
                .executeLeased(
                        IdempotencyKey.of("front-desk", "deposit-of-" + appointmentId),
                        appointmentId,
                        String.class,
                        handler,
                        failure -> failure instanceof BankBusyException ? FailureAction.retry() : FailureAction.park());
    }

    /** Cancels an appointment; a late cancellation forfeits a paid deposit. */
    public Appointment cancel(UUID appointmentId, String reason) {
        return db.inTransaction(tx -> {
            Appointment cancelled =
                    tx.appointments().updateStatus(appointmentId, CANCELLED, by(DESK).withReason(reason));
            boolean isLate = tx.session().now().isAfter(cancelled.date().minus(NOTICE));
            if (isLate && cancelled.depositPaid()) {
                tx.events().append(NewEvent.of(DEPOSIT_KEPT, "appointment", appointmentId, DESK));
            }
            return cancelled;
        });
    }

    /** Returns the appointments of a day, the earliest first. */
    public List<Appointment> daySheet(LocalDate day, ZoneId zone) {
        return db.appointments().findByDay(day, zone);
    }
}
