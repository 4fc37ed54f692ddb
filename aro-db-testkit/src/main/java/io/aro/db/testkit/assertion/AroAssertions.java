package io.aro.db.testkit.assertion;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.idempotency.Outcome;
import io.aro.db.testkit.TestDatabase;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The entry point for assertions; import its methods statically, beside AssertJ's own. */
public final class AroAssertions {

    private AroAssertions() {}

    /** Returns assertions on an appointment in memory. */
    public static AppointmentAssert assertThat(@Nullable Appointment appointment) {
        return new AppointmentAssert(appointment, null);
    }

    /** Reads the appointment and returns assertions on its current state and its history. */
    public static AppointmentAssert assertThatAppointment(AroDatabase db, UUID id) {
        return new AppointmentAssert(db.appointments().getById(id), db);
    }

    /** Returns assertions on a customer in memory. */
    public static CustomerAssert assertThat(@Nullable Customer customer) {
        return new CustomerAssert(customer);
    }

    /** Reads the customer and returns assertions on its current state. */
    public static CustomerAssert assertThatCustomer(AroDatabase db, UUID id) {
        return new CustomerAssert(db.customers().getById(id));
    }

    /** Returns assertions on the outcome of a request. */
    public static <T> OutcomeAssert<T> assertThat(@Nullable Outcome<T> outcome) {
        return new OutcomeAssert<>(outcome);
    }

    /** Returns assertions on the events of an entity, oldest first. */
    public static EventsAssert assertThatEventsOf(AroDatabase db, String entityType, UUID id) {
        return EventsAssert.of(db, entityType, id);
    }

    /** Returns assertions on the rows of a database. */
    public static DatabaseAssert assertThat(@Nullable TestDatabase database) {
        return new DatabaseAssert(database);
    }
}
