package io.aro.db.examples.quickstart;

import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.transaction.Transaction;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The customers, upcoming appointments and latest events of the database, as text. */
final class Overview {

    private static final int MOST_ROWS = 1000;
    private static final int LATEST_EVENTS = 10;
    private static final int PHONE_DIGITS_SHOWN = 4;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Transaction tx;

    Overview(Transaction tx) {
        this.tx = tx;
    }

    @Override
    public String toString() {
        List<Customer> customers = tx.customers().findAll(noCondition(), MOST_ROWS);
        List<Appointment> upcoming = tx.appointments().findUpcoming(MOST_ROWS);
        List<Event> events = tx.events().findLatest(LATEST_EVENTS);
        return String.join(
                "\n",
                tableOf(customers).toString(),
                tableOf(upcoming, customers).toString(),
                tableOfEvents(events).toString(),
                counts(upcoming.size()));
    }

    private static TextTable tableOf(List<Customer> customers) {
        TextTable table = new TextTable("Customers", "phone", "name", "cancelled", "rescheduled");
        for (Customer customer : customers) {
            table.add(
                    masked(customer.phone()),
                    orBlank(customer.name()),
                    customer.cancelCount(),
                    customer.rescheduleCount());
        }
        return table;
    }

    private static TextTable tableOf(List<Appointment> upcoming, List<Customer> customers) {
        Map<UUID, String> phones = customers.stream().collect(Collectors.toMap(Customer::id, Customer::phone));
        TextTable table = new TextTable("Upcoming appointments", "begins (UTC)", "service", "cost", "with", "customer");
        for (Appointment appointment : upcoming) {
            table.add(
                    TIME.format(appointment.date()),
                    appointment.serviceType(),
                    appointment.serviceCost(),
                    orBlank(appointment.provider()),
                    masked(phones.getOrDefault(appointment.customerId(), "")));
        }
        return table;
    }

    private static TextTable tableOfEvents(List<Event> events) {
        TextTable table = new TextTable("Latest events", "written (UTC)", "event", "id of the appointment", "by");
        for (Event event : events) {
            Actor actor = event.actor();
            table.add(
                    TIME.format(event.timestamp()),
                    event.type(),
                    event.entityId(),
                    actor.kind().literal() + " " + orBlank(actor.id()));
        }
        return table;
    }

    private String counts(int upcoming) {
        return String.format(
                Locale.ROOT,
                "The database holds %s customers and %s appointments: %s upcoming, %s cancelled, %s rescheduled.",
                tx.customers().count(noCondition()),
                tx.appointments().count(noCondition()),
                upcoming,
                tx.appointments().count(APPOINTMENTS.STATUS.eq(CANCELLED)),
                tx.appointments().count(APPOINTMENTS.STATUS.eq(RESCHEDULED)));
    }

    /** Masks a phone number except for its last digits, which suffice to tell people apart on a screen. */
    private static String masked(String phone) {
        int hidden = Math.max(0, phone.length() - PHONE_DIGITS_SHOWN);
        return "*".repeat(hidden) + phone.substring(hidden);
    }

    private static String orBlank(@Nullable String text) {
        return text == null ? "" : text;
    }
}
