package io.aro.db.model;

import io.aro.db.appointment.Appointment;
import io.aro.db.consent.Consent;
import io.aro.db.customer.Customer;
import io.aro.db.reminder.ReminderLog;
import io.aro.db.workflow.DeadLetter;
import io.aro.db.workflow.WorkflowInstance;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The entity types of events; the last is unknown, so any id is valid. */
enum Noun {
    CUSTOMER(Customer.class),
    APPOINTMENT(Appointment.class),
    REMINDER(ReminderLog.class),
    CONSENT(Consent.class),
    WORKFLOW(WorkflowInstance.class),
    DEAD_LETTER(DeadLetter.class),
    GUEST(Customer.class);

    private final Class<?> type;

    Noun(Class<?> type) {
        this.type = type;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    UUID id(Known known, int place) {
        return known.id(type, place);
    }

    /** Returns the ids with possible events. */
    List<UUID> ids(Known known) {
        return this == GUEST ? List.of() : known.all(type);
    }

    boolean isThere(Tables tables, UUID id) {
        return switch (this) {
            case CUSTOMER -> tables.customers().containsKey(id);
            case APPOINTMENT -> tables.appointments().containsKey(id);
            case REMINDER -> tables.reminders().containsKey(id);
            case CONSENT -> tables.consents().containsKey(id);
            case WORKFLOW -> tables.workflows().containsKey(id);
            case DEAD_LETTER -> tables.deadLetters().containsKey(id);
            case GUEST -> true;
        };
    }
}
