package io.aro.db.together;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewSlot;
import io.aro.db.archive.FileArchive;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.RacingDeliveries;
import io.aro.db.idempotency.LeaseLostException;
import io.aro.db.idempotency.Outcome.Answered;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The work of a practice, with a thread for each kind of work, until stopped.
 *
 * <p>Each line reports a returned commit or a failure. Every retention window ends at once, so retention archives all
 * finished rows.
 */
final class Practice {

    /** The lease: the rest of a request after the kill of its process. */
    static final Duration LEASE = Duration.ofSeconds(5);

    static final RetentionPolicy POLICY = RetentionPolicy.defaults()
            .withEvents(Period.ZERO)
            .withCompleted(Period.ZERO, Period.ZERO)
            .withDeadLetters(Period.ZERO)
            .withMonthsAhead(1);

    private static final Actor DESK = Actor.user("front-desk");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMillis(500);

    private final AroDatabase db;
    private final Consumer<String> lines;
    private final RacingDeliveries deliveries;
    private final RetentionService retention;
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    Practice(AroDatabase db, Path archive, Consumer<String> lines) {
        this.db = db;
        this.lines = lines;
        this.deliveries = new RacingDeliveries(db, LEASE, this::hear);
        this.retention = db.retention(FileArchive.in(archive));
    }

    /** A repeated piece of work. */
    @FunctionalInterface
    private interface Work {

        void once();
    }

    /** Starts all threads; webhooks begin with an even number. */
    void start(int firstKey) {
        begin(
                SHORT,
                new Webhooks(firstKey)::deliver); // An even key is handled in a transaction, an odd key under a lease.
        begin(SHORT, new Webhooks(firstKey + 1)::deliver);
        begin(SHORT, this::moveVisit);
        begin(SHORT, this::completeVisit);
        begin(LONG, this::hold);
        begin(LONG, this::erase);
        begin(LONG, this::archive);
        begin(LONG, this::verify);
    }

    /** Stops each thread after its current work, and waits. */
    void stop() throws InterruptedException {
        isStopped.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void begin(Duration pause, Work work) {
        threads.add(Thread.ofPlatform().daemon().start(() -> {
            while (!isStopped.get()) {
                try {
                    work.once();
                } catch (LeaseLostException e) {
                    // The thread stalled for longer than its lease; the webhook is redelivered.
                } catch (RuntimeException e) {
                    lines.accept("failure " + e + " caused by " + e.getCause());
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        }));
    }

    private void hear(String line) {
        if (line.startsWith("failure") && !line.contains("LEASE_LOST")) {
            lines.accept(line);
        }
    }

    private Customer newCustomer() {
        long number = ThreadLocalRandom.current().nextLong(1_000_000_000L, 10_000_000_000L);
        return db.customers().create(NewCustomer.withPhone("+1" + number));
    }

    private Appointment newVisit() {
        return db.appointments().create(Given.visit(newCustomer().id()));
    }

    private Appointment complete(Appointment visit) {
        db.appointments().updateStatus(visit.id(), AppointmentStatus.CONFIRMED, Given.DESK);
        db.appointments().updateStatus(visit.id(), AppointmentStatus.IN_PROGRESS, Given.DESK);
        return db.appointments().updateStatus(visit.id(), AppointmentStatus.COMPLETED, Given.DESK);
    }

    private void completeVisit() {
        Appointment visit = complete(newVisit());
        lines.accept("visit " + visit.id());
    }

    private void moveVisit() {
        Appointment visit = newVisit();
        NewSlot slot = NewSlot.at(Given.MAY.plus(Duration.ofDays(7)));
        Appointment moved = db.appointments().reschedule(visit.id(), slot, Given.DESK);
        complete(moved);
        lines.accept("visit " + visit.id());
        lines.accept("visit " + moved.id());
    }

    private void hold() {
        Customer customer = newCustomer();
        db.legalHolds().create(customer.id(), "case 7", DESK);
        Appointment visit = complete(db.appointments().create(Given.visit(customer.id())));
        lines.accept("held " + customer.id());
        lines.accept("kept " + visit.id());
    }

    private void erase() {
        Appointment visit = complete(newVisit());
        UUID customer = visit.customerId();
        db.privacy().erase(customer, DESK);
        lines.accept("visit " + visit.id());
        lines.accept("erased " + customer);
    }

    private void archive() {
        retention.run(POLICY);
        lines.accept("archived");
    }

    private void verify() {
        retention.archive().verify().problems().forEach(problem -> lines.accept("failure " + problem));
        lines.accept("verified");
    }

    /** The webhooks with every second number. */
    private final class Webhooks {

        private int next;

        Webhooks(int first) {
            this.next = first;
        }

        /** Continues with the next webhook after an answer, from either process. */
        void deliver() {
            if (deliveries.deliver(next, null) instanceof Answered) {
                lines.accept("key " + next);
                next += 2;
            }
        }
    }
}
