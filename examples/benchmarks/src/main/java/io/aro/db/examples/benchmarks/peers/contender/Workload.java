package io.aro.db.examples.benchmarks.peers.contender;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.examples.benchmarks.peers.database.FilledDatabase;
import io.aro.db.examples.benchmarks.peers.database.Rows;
import io.aro.db.repository.Page;
import io.aro.db.repository.PageRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The inputs of the operations, in a random order that repeats from run to run. For one thread.
 *
 * <p>Keys and phone numbers of new rows are never used twice, by no contender.
 */
public final class Workload {

    /** The number of deliveries that have their response already. */
    public static final int ANSWERED = 2_000;

    private static final long SEED = 7;
    private static final String SOURCE = "bench";
    private static final BigDecimal COST = new BigDecimal("49.99");
    private static final int STOCK = 5_000;
    private static final int FARTHEST_MINUTE = 400_000;

    private final FilledDatabase database;
    private final Rows rows;
    private final ArrayDeque<UUID> booked = new ArrayDeque<>();
    private final Cursor middle;
    private SplittableRandom random = new SplittableRandom(SEED);
    private int serial;

    /** Creates the inputs for a filled database. */
    public Workload(FilledDatabase database) {
        this.database = database;
        this.rows = database.rows();
        this.middle = middle(database);
    }

    /** A cursor belongs to one query. Only the pages of that query lead to the middle. */
    private static Cursor middle(FilledDatabase database) {
        int half = Math.max(1, database.rows().appointments() / 2);
        PageRequest request =
                PageRequest.of(Math.min(half, PageRequest.LARGEST)).ascending(APPOINTMENTS.DATE);
        Page<Appointment> page = database.library().appointments().page(request);
        for (int read = page.items().size(); read < half; read += page.items().size()) {
            page = database.library().appointments().page(request.withCursor(page.next()));
        }
        Appointment last = page.items().getLast();
        return new Cursor(last.date(), last.id(), Objects.requireNonNull(page.next()));
    }

    /** Begins the random order again, with the same inputs for the next contender. */
    public void restart() {
        random = new SplittableRandom(SEED);
    }

    /** Returns the id of any customer. */
    public UUID customer() {
        return Rows.id(random.nextInt(rows.customers()));
    }

    /** Returns the phone number of any customer. */
    public String phone() {
        return Rows.phone(random.nextInt(rows.customers()));
    }

    /** Returns a phone number without a customer. */
    public String newPhone() {
        return "+1777" + (10_000_000 + serial++);
    }

    /** Returns the place in the middle of all appointments. */
    public Cursor middle() {
        return middle;
    }

    /** Returns the values of a thousand appointments of any customers. */
    public List<NewBooking> thousand() {
        List<NewBooking> bookings = new ArrayList<>(1_000);
        for (int i = 0; i < 1_000; i++) {
            bookings.add(new NewBooking(customer(), later(), 30, "cut", COST, "batch-" + serial++));
        }
        return bookings;
    }

    /** Returns a delivery with a new key, of a new customer. */
    public Delivery delivery() {
        return Delivery.of(SOURCE, "first-" + serial++, newPhone());
    }

    /** Returns any delivery among the answered. */
    public Delivery answered() {
        return answered(random.nextInt(ANSWERED));
    }

    /** Returns an answered delivery by its number. */
    public Delivery answered(int number) {
        return Delivery.of(SOURCE, "again-" + number, "+1888" + (1_000_000 + number));
    }

    /** Returns the id of an entity with events. */
    public UUID entity() {
        return Rows.id(random.nextInt(Math.min(rows.appointments(), rows.events())));
    }

    /** Returns the id of a booked appointment, each once. */
    public UUID booked() {
        return booked.remove();
    }

    /** Books appointments to change, before a batch of the operation. */
    public void prepare(Operation operation, int runs) {
        if (operation == Operation.CONFIRM && booked.size() < runs) {
            stock(Math.max(STOCK, runs));
        }
    }

    private void stock(int count) {
        AroDatabase library = database.library();
        String service = "stock " + serial++;
        library.appointments().createAll(IntStream.range(0, count).mapToObj(i -> booking(service)));
        library.session()
                .<List<UUID>>write(dsl -> dsl.select(APPOINTMENTS.ID)
                        .from(APPOINTMENTS)
                        .where(APPOINTMENTS.SERVICE_TYPE.eq(service))
                        .fetch(APPOINTMENTS.ID))
                .forEach(booked::add);
    }

    private NewAppointment booking(String service) {
        return NewAppointment.of(customer(), later(), Duration.ofMinutes(30), service, COST);
    }

    private Instant later() {
        return Fresh.now().truncatedTo(ChronoUnit.MINUTES).plus(random.nextInt(FARTHEST_MINUTE), ChronoUnit.MINUTES);
    }
}
