package io.aro.db.testkit.scenario;

import io.aro.db.error.ConfigurationException;

/**
 * The behaviour of customers, as shares from 0 to 1.
 *
 * @param noShow missed appointments, of all past appointments
 * @param cancelled appointments cancelled beforehand, of all past appointments
 * @param rescheduled appointments rescheduled once, of all appointments; a reschedule precedes any other transition
 * @param confirmed appointments confirmed beforehand, of all appointments
 */
public record Rates(double noShow, double cancelled, double rescheduled, double confirmed) {

    /** Checks the range of each share, and of no-shows and cancellations together. */
    public Rates {
        requireShare("no-shows", noShow);
        requireShare("cancelled", cancelled);
        requireShare("rescheduled", rescheduled);
        requireShare("confirmed", confirmed);
        requireShare("no-shows and cancelled together", noShow + cancelled);
    }

    /**
     * Returns round figures for a practice that sends reminders.
     *
     * <p>Without reminders no-shows are more frequent: a review of 105 studies found 23 % (Dantas and others, "No-shows
     * in appointment scheduling", Health Policy 122, 2018).
     */
    public static Rates usual() {
        return new Rates(0.12, 0.10, 0.08, 0.65);
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new ConfigurationException("The share of " + name + " must be from 0 to 1, and is " + value + ".");
        }
    }
}
