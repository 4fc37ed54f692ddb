package io.aro.db.examples.benchmarks.peers.contender;

import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import java.util.Collection;

/** Facts of results as text, to compare contenders. */
public final class Facts {

    private Facts() {}

    /** Returns the facts of a customer, of an appointment, of a list, or of any other value. */
    public static String of(Object result) {
        return switch (result) {
            case Customer customer ->
                customer(
                        customer.id(),
                        customer.phone(),
                        customer.createdAt(),
                        customer.lifetimeValue(),
                        customer.tags());
            case Appointment appointment ->
                appointment(appointment.id(), appointment.status().literal());
            case Collection<?> many ->
                String.join("\n", many.stream().map(Facts::of).toList());
            default -> result.toString();
        };
    }

    /** Returns the facts of a customer. */
    public static String customer(Object id, Object phone, Object createdAt, Object value, Collection<String> tags) {
        return String.join(
                " ", id.toString(), phone.toString(), createdAt.toString(), value.toString(), tags.toString());
    }

    /** Returns the facts of an appointment. */
    public static String appointment(Object id, Object status) {
        return id + " " + status;
    }
}
