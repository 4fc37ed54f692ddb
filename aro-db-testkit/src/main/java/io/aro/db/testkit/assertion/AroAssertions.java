package io.aro.db.testkit.assertion;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.customer.Customer;
import io.aro.db.idempotency.Outcome;
import io.aro.db.testkit.TestDatabase;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The entry point for assertions; import its methods statically, beside those of AssertJ. */
public final class AroAssertions {

    private AroAssertions() {}

    /** Returns assertions about an appointment as it was read. */
    public static AppointmentAssert assertThat(@Nullable Appointment appointment) {
        return new AppointmentAssert(appointment, null);
    }

    /** Returns assertions about an appointment as it is now, and about its history. */
    public static AppointmentAssert assertThatAppointment(AroDatabase db, UUID id) {
        return new AppointmentAssert(db.appointments().getById(id), db);
    }

    /** Returns assertions about a customer as it was read. */
    public static CustomerAssert assertThat(@Nullable Customer customer) {
        return new CustomerAssert(customer);
    }

    /** Returns assertions about a customer as it is now. */
    public static CustomerAssert assertThatCustomer(AroDatabase db, UUID id) {
        return new CustomerAssert(db.customers().getById(id));
    }

    /** Returns assertions about what has become of a request. */
    public static <T> OutcomeAssert<T> assertThat(@Nullable Outcome<T> outcome) {
        return new OutcomeAssert<>(outcome);
    }

    /** Returns assertions about the events of an entity, in the order in which they happened. */
    public static EventsAssert assertThatEventsOf(AroDatabase db, String entityType, UUID id) {
        return EventsAssert.of(db, entityType, id);
    }

    /** Returns assertions about the rows of a database. */
    public static DatabaseAssert assertThat(@Nullable TestDatabase database) {
        return new DatabaseAssert(database);
    }
}
