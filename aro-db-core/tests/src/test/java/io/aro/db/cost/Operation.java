package io.aro.db.cost;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.StatusChange;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.PageRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An operation of the benchmarks with a limit on its allocations.
 *
 * @param name the name in messages
 * @param sqlite the largest number of bytes on SQLite, 25 % above the measured number
 * @param postgres the largest number of bytes on PostgreSQL, 25 % above the measured number
 * @param action runs the operation; the number is new for each run
 */
record Operation(String name, long sqlite, long postgres, Action action) {

    private static final Instant FIRST = Instant.parse("2030-01-01T00:00:00Z");

    /** One run of an operation. */
    @FunctionalInterface
    interface Action {

        void run(AroDatabase db, int number);
    }

    static List<Operation> all() {
        PageRequest page = PageRequest.of(100).ascending(APPOINTMENTS.DATE);
        return List.of(
                new Operation("find by phone and by id", 9_600, 10_400, (db, number) -> {
                    Customer ada = db.customers().findByPhone(phone(1)).orElseThrow();
                    db.customers().getById(ada.id());
                }),
                new Operation(
                        "find by phone",
                        4_800,
                        5_200,
                        (db, number) -> db.customers().findByPhone(phone(1))),
                new Operation(
                        "upsert, existing",
                        9_500,
                        11_000,
                        (db, number) -> db.customers().upsertByPhone(NewCustomer.withPhone(phone(1)))),
                new Operation(
                        "upsert, new",
                        8_000,
                        11_000,
                        (db, number) -> db.customers().upsertByPhone(NewCustomer.withPhone(phone(10 + number)))),
                new Operation(
                        "upcoming 50",
                        172_000,
                        106_000,
                        (db, number) -> db.appointments().findUpcoming(50)),
                new Operation(
                        "page of 100",
                        348_000,
                        211_000,
                        (db, number) -> db.appointments().page(page)),
                new Operation("book and confirm", 52_000, 58_500, Operation::book),
                new Operation("batch of 100", 847_000, 1_034_000, Operation::bookAll),
                new Operation("webhook, first", 74_500, 77_500, (db, number) -> deliver(db, number + 100)),
                new Operation("webhook, replay", 16_800, 16_500, (db, number) -> deliver(db, 1)));
    }

    /** Books enough appointments for the lists. */
    static void fill(AroDatabase db) {
        Customer ada = db.customers().upsertByPhone(NewCustomer.withPhone(phone(1)));
        db.appointments().createAll(IntStream.range(0, 200).mapToObj(each -> visit(ada, each)));
    }

    @Override
    public String toString() {
        return name;
    }

    private static void book(AroDatabase db, int number) {
        Customer ada = db.customers().upsertByPhone(NewCustomer.withPhone(phone(1)));
        Appointment booked = db.appointments().create(visit(ada, number));
        db.appointments().updateStatus(booked.id(), AppointmentStatus.CONFIRMED, StatusChange.by(Actor.user("desk")));
    }

    private static void bookAll(AroDatabase db, int number) {
        Customer ada = db.customers().upsertByPhone(NewCustomer.withPhone(phone(1)));
        db.appointments().createAll(IntStream.range(0, 100).mapToObj(each -> visit(ada, each)));
    }

    private static void deliver(AroDatabase db, int number) {
        String id = "delivery-" + number;
        String body = String.format(Locale.ROOT, "{\"id\": \"%s\", \"text\": \"%s\"}", id, "x".repeat(900));
        db.idempotency().execute(IdempotencyKey.of("benchmark", id), body, String.class, tx -> {
            Customer customer = tx.customers().upsertByPhone(NewCustomer.withPhone(phone(1_000_000 + number)));
            Appointment booked =
                    tx.appointments().upsertByExternalId(visit(customer, 0).withExternalId("benchmark", id));
            return tx.appointments()
                    .updateStatus(booked.id(), AppointmentStatus.CONFIRMED, StatusChange.by(Actor.webhook("bench")))
                    .id()
                    .toString();
        });
    }

    private static NewAppointment visit(Customer customer, int number) {
        return NewAppointment.of(
                customer.id(), FIRST.plusSeconds(number), Duration.ofMinutes(30), "check-up", new BigDecimal("49.99"));
    }

    private static String phone(int number) {
        return String.format(Locale.ROOT, "+1555%07d", number);
    }
}
