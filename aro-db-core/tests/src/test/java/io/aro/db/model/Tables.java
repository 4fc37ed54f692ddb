package io.aro.db.model;

import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.AppointmentTransition;
import io.aro.db.config.StoredConfig;
import io.aro.db.consent.Consent;
import io.aro.db.customer.Customer;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.event.Event;
import io.aro.db.reminder.ReminderLog;
import io.aro.db.workflow.DeadLetter;
import io.aro.db.workflow.WorkflowInstance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The rows of the model, each table in the order of its ids. */
record Tables(
        Map<UUID, Customer> customers,
        Map<UUID, Appointment> appointments,
        Map<String, AppointmentTransition> transitions,
        Map<UUID, ReminderLog> reminders,
        Map<UUID, Consent> consents,
        Map<UUID, Event> events,
        Map<UUID, StoredConfig> configs,
        Map<UUID, WorkflowInstance> workflows,
        Map<UUID, DeadLetter> deadLetters) {

    static Tables empty() {
        return new Tables(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of());
    }

    /** Copies the rows. */
    Tables {
        customers = new LinkedHashMap<>(customers);
        appointments = new LinkedHashMap<>(appointments);
        transitions = new LinkedHashMap<>(transitions);
        reminders = new LinkedHashMap<>(reminders);
        consents = new LinkedHashMap<>(consents);
        events = new LinkedHashMap<>(events);
        configs = new LinkedHashMap<>(configs);
        workflows = new LinkedHashMap<>(workflows);
        deadLetters = new LinkedHashMap<>(deadLetters);
    }

    Tables copy() {
        return new Tables(
                customers, appointments, transitions, reminders, consents, events, configs, workflows, deadLetters);
    }

    /** Removes a customer without consents, with all dependants except events. */
    boolean deleteCustomer(UUID id) {
        if (consents.values().stream().anyMatch(consent -> id.equals(consent.customerId()))) {
            throw Refusal.constraint(Kind.FOREIGN_KEY);
        }
        appointments.values().stream()
                .filter(appointment -> appointment.customerId().equals(id))
                .map(Appointment::id)
                .toList()
                .forEach(this::deleteAppointment);
        return customers.remove(id) != null;
    }

    boolean deleteAppointment(UUID id) {
        transitions.values().removeIf(transition -> transition.appointmentId().equals(id));
        reminders.values().removeIf(reminder -> reminder.appointmentId().equals(id));
        workflows.values().removeIf(workflow -> id.equals(workflow.appointmentId()));
        appointments.replaceAll((key, appointment) -> id.equals(appointment.rescheduledFrom())
                ? Records.with(appointment, "rescheduledFrom", null)
                : appointment);
        return appointments.remove(id) != null;
    }
}
