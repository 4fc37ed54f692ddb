package io.aro.db.lifecycle;

import io.aro.db.refusal.InvalidValueException;

/** A state of an appointment; the constants are those of the {@code appointment_status} type, in its order. */
public enum AppointmentStatus {
    BOOKED("booked"),
    CONFIRMED("confirmed"),
    RESCHEDULED("rescheduled"),
    CANCELLED("cancelled"),
    NO_SHOW("no_show"),
    COMPLETED("completed"),
    IN_PROGRESS("in_progress");

    private final String literal;

    AppointmentStatus(String literal) {
        this.literal = literal;
    }

    /** Returns the word that the database holds, such as {@code no_show}. */
    public String literal() {
        return literal;
    }

    /** Tells whether no move leads out of this status. */
    public boolean isTerminal() {
        return AppointmentStateMachine.isTerminal(this);
    }

    /**
     * Returns the status of a word that the database or a caller supplies.
     *
     * @throws InvalidValueException if no status has that word
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
