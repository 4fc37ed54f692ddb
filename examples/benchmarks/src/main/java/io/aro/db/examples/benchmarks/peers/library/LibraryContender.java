package io.aro.db.examples.benchmarks.peers.library;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.StatusChange;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.examples.benchmarks.peers.contender.Contender;
import io.aro.db.examples.benchmarks.peers.contender.Cursor;
import io.aro.db.examples.benchmarks.peers.contender.Delivery;
import io.aro.db.examples.benchmarks.peers.contender.Facts;
import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import io.aro.db.examples.benchmarks.peers.contender.Operation;
import io.aro.db.examples.benchmarks.peers.contender.Receipt;
import io.aro.db.examples.benchmarks.peers.contender.Task;
import io.aro.db.examples.benchmarks.peers.contender.Workload;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.PageRequest;
import io.aro.db.transaction.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.impl.DSL;

/** The library as its users call it. */
public final class LibraryContender implements Contender {

    /** The name in reports. */
    public static final String NAME = "aro-db";

    private static final StatusChange BY_USER = StatusChange.by(Actor.user("u"));
    private static final StatusChange BY_WEBHOOK = StatusChange.by(Actor.webhook("bench"));

    private final AroDatabase library;

    /** Creates the contender. */
    public LibraryContender(AroDatabase library) {
        this.library = library;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Task> task(Operation operation, Workload workload) {
        return Optional.of(
                switch (operation) {
                    case FIND_BY_ID -> () -> library.customers().findById(workload.customer());
                    case FIND_BY_PHONE -> () -> library.customers().findByPhone(workload.phone());
                    case UPSERT_EXISTING -> () -> upsert(workload.phone());
                    case UPSERT_NEW -> () -> upsert(workload.newPhone());
                    case UPCOMING -> () -> library.appointments().findUpcoming(50);
                    case PAGE -> () -> page(workload.middle());
                    case CONFIRM ->
                        () -> library.appointments()
                                .updateStatus(workload.booked(), AppointmentStatus.CONFIRMED, BY_USER);
                    case BATCH -> () -> book(workload.thousand());
                    case STREAM -> this::sumOfScores;
                    case WEBHOOK -> () -> handle(workload.delivery());
                    case REPLAY -> () -> replay(workload.answered());
                    case EVENTS -> () -> library.events().findByEntity("visit", workload.entity(), 50);
                    case CLAIM -> () -> claimAndComplete(workload.delivery());
                });
    }

    private Customer upsert(String phone) {
        return library.customers().upsertByPhone(NewCustomer.withPhone(phone).withName("N"));
    }

    private List<Appointment> page(Cursor after) {
        return library.appointments()
                .page(PageRequest.of(100).ascending(APPOINTMENTS.DATE).withCursor(after.text()))
                .items();
    }

    private long book(List<NewBooking> bookings) {
        return library.appointments().createAll(bookings.stream().map(LibraryContender::request));
    }

    private static NewAppointment request(NewBooking booking) {
        return NewAppointment.of(
                        booking.customerId(),
                        booking.date(),
                        Duration.ofMinutes(booking.minutes()),
                        booking.serviceType(),
                        booking.serviceCost())
                .withExternalId(NewBooking.SOURCE, booking.externalId());
    }

    private long sumOfScores() {
        try (Stream<Customer> customers = library.customers().stream(DSL.noCondition())) {
            return customers.mapToLong(customer -> customer.riskScore() + 1).sum();
        }
    }

    /** Handles a delivery of a new key. */
    public Outcome<Receipt> handle(Delivery delivery) {
        Outcome<Receipt> outcome = execute(delivery);
        if (outcome instanceof Outcome.Executed) {
            return outcome;
        }
        throw new IllegalStateException("Expected an executed delivery, not " + outcome + ".");
    }

    /** Handles a delivery of a known key. */
    public Outcome<Receipt> replay(Delivery delivery) {
        Outcome<Receipt> outcome = execute(delivery);
        if (outcome instanceof Outcome.Replayed) {
            return outcome;
        }
        throw new IllegalStateException("Expected a replayed response, not " + outcome + ".");
    }

    private Outcome<Receipt> execute(Delivery delivery) {
        IdempotencyKey key = IdempotencyKey.of(delivery.source(), delivery.key());
        return library.idempotency().execute(key, delivery.body(), Receipt.class, tx -> book(tx, delivery));
    }

    private static Receipt book(Transaction tx, Delivery delivery) {
        Customer customer = tx.customers()
                .upsertByPhone(NewCustomer.withPhone(delivery.phone()).withName("N"));
        NewBooking booking = NewBooking.tomorrow(customer.id(), Fresh.now(), delivery.externalId());
        Appointment booked = tx.appointments().upsertByExternalId(request(booking));
        Appointment confirmed = tx.appointments().updateStatus(booked.id(), AppointmentStatus.CONFIRMED, BY_WEBHOOK);
        return new Receipt("ok", confirmed.id().toString(), customer.id().toString());
    }

    /** Claims the key of a delivery and completes it, with nothing between. */
    private Outcome<String> claimAndComplete(Delivery delivery) {
        IdempotencyKey key = IdempotencyKey.of(delivery.source(), delivery.key());
        return library.idempotency().execute(key, delivery.body(), String.class, tx -> "ok");
    }

    @Override
    public String describe(Object result) {
        return Facts.of(result instanceof Optional<?> found ? found.orElseThrow() : result);
    }
}
