package io.aro.db.lifecycle;

import io.aro.db.refusal.InvalidValueException;

/** The status of an appointment. The constants follow the order of the database type {@code appointment_status}. */
public enum AppointmentStatus {
    /** The initial status. */
    BOOKED("booked"),
    /** Booked and confirmed. */
    CONFIRMED("confirmed"),
    /** Given up for another slot; may return to booked. */
    RESCHEDULED("rescheduled"),
    /** Cancelled; terminal. */
    CANCELLED("cancelled"),
    /** Missed by the customer; terminal. */
    NO_SHOW("no_show"),
    /** Finished; terminal. */
    COMPLETED("completed"),
    /** Begun and not yet finished. */
    IN_PROGRESS("in_progress");

    private final String literal;

    AppointmentStatus(String literal) {
        this.literal = literal;
    }

    /** Returns the literal in the database, such as {@code no_show}. */
    public String literal() {
        return literal;
    }

    /** Returns whether no transition leads out of this status. */
    public boolean isTerminal() {
        return AppointmentStateMachine.isTerminal(this);
    }

    /**
     * Returns the status of a literal.
     *
     * @throws InvalidValueException if no status has the literal
     */
    public static AppointmentStatus of(String literal) {
        for (AppointmentStatus status : values()) {
            if (status.literal.equals(literal)) {
                return status;
            }
        }
        throw new InvalidValueException("status", "must be one of " + String.join(", ", literals()));
    }

    private static String[] literals() {
        AppointmentStatus[] all = values();
        String[] words = new String[all.length];
        for (int i = 0; i < all.length; i++) {
            words[i] = all[i].literal;
        }
        return words;
    }
}
