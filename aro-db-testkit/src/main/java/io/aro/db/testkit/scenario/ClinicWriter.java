package io.aro.db.testkit.scenario;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.event.EventRepository;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Session;
import io.aro.db.repository.internal.BatchInsert;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A writer of a clinic in the caller's transaction.
 *
 * <p>The appointments are generated twice: first for the totals of each customer, then for insertion. This is cheaper
 * than keeping them in memory or updating the customers.
 */
final class ClinicWriter {

    private static final int SIZE = 500;

    /** The age of customers at the first appointment; above the longest booking lead time. */
    private static final Duration BEFORE = Duration.ofDays(60);

    private final Clinic clinic;
    private final Session session;
    private final Instant now;
    private final VisitTotals[] standings;
    private final UUID[] customers;
    private final List<Visit> batch = new ArrayList<>(SIZE);
    private final Map<AppointmentStatus, Long> byStatus = new EnumMap<>(AppointmentStatus.class);
    private long confirmed;
    private long rescheduled;

    ClinicWriter(Clinic clinic, Session session, Instant now) {
        this.clinic = clinic;
        this.session = session;
        this.now = now;
        this.standings =
                Stream.generate(VisitTotals::new).limit(clinic.customers()).toArray(VisitTotals[]::new);
        this.customers = new UUID[clinic.customers()];
    }

    ClinicReport write() {
        new Visits(clinic, now).all().forEach(this::count);
        writeCustomers();
        new Visits(clinic, now).all().forEach(this::add);
        writeBatch();
        return new ClinicReport(clinic.customers(), clinic.appointments(), byStatus, confirmed, rescheduled);
    }

    private void count(Visit visit) {
        standings[visit.customer()].add(visit);
        byStatus.merge(visit.status(), 1L, Long::sum);
        confirmed += visit.confirmedAt().isPresent() ? 1 : 0;
        rescheduled += visit.has(AppointmentStatus.RESCHEDULED) ? 1 : 0;
    }

    private void writeCustomers() {
        Instant first = clinic.from().atStartOfDay(clinic.zone()).toInstant();
        Instant created = (first.isBefore(now) ? first : now).minus(BEFORE);
        Random random = new Random(~clinic.seed());
        for (int i = 0; i < customers.length; i++) {
            customers[i] = Ids.at(created, random);
        }
        new BatchInsert<>(session::run, CUSTOMERS)
                .insert(IntStream.range(0, customers.length)
                        .mapToObj(i -> ClinicRows.customer(i, customers[i], created, standings[i])));
    }

    private void add(Visit visit) {
        batch.add(visit);
        if (batch.size() == SIZE) {
            writeBatch();
        }
    }

    private void writeBatch() {
        new BatchInsert<>(session::run, APPOINTMENTS)
                .insert(batch.stream().map(visit -> ClinicRows.appointment(visit, customers[visit.customer()])));
        new BatchInsert<>(session::run, APPOINTMENT_TRANSITIONS)
                .insert(batch.stream().flatMap(ClinicRows::transitions));
        new EventRepository(session)
                .appendAll(batch.stream().flatMap(visit -> ClinicRows.events(visit, customers[visit.customer()])));
        batch.clear();
    }
}
