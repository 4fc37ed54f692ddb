package io.aro.db.testkit.scenario;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConfigurationException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A clinic with customers and their appointments, the same row by row for the same size and time; immutable.
 *
 * <p>It is open on weekdays from nine. Appointments that are over are completed, cancelled, or no-shows; those to come are
 * booked or confirmed. Histories, counters and events are what the repositories would have written, in the order of the
 * moves, but that each customer's rows are written at once.
 *
 * @param customers how many customers there are; some of the last may have no appointment
 * @param appointments how many appointments there are
 * @param from the day of the first appointments
 * @param until the day after the last, but for those that a weekend moves on
 * @param zone where the clinic is
 */
public record Clinic(
        int customers, int appointments, LocalDate from, LocalDate until, ZoneId zone, Rates rates, long seed) {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 3, 3);
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 4, 6);

    /** Checks that there is somebody to have the appointments, and some time for them. */
    public Clinic {
        if (customers < 1 || appointments < 0) {
            throw new ConfigurationException(
                    "A clinic has at least one customer and no fewer than 0 appointments; correct the numbers.");
        }
        if (!from.isBefore(until)) {
            throw new ConfigurationException("The first day must come before the last; swap them.");
        }
    }

    /** Returns a clinic in New York with the usual rates, from a year before the start of the test clock to a month after. */
    public static Clinic of(int customers, int appointments) {
        return new Clinic(customers, appointments, FIRST_DAY, LAST_DAY, NEW_YORK, Rates.usual(), 1);
    }

    /** Returns a clinic over another period. */
    public Clinic between(LocalDate firstDay, LocalDate dayAfterLast) {
        return new Clinic(customers, appointments, firstDay, dayAfterLast, zone, rates, seed);
    }

    /** Returns a clinic somewhere else. */
    public Clinic in(ZoneId other) {
        return new Clinic(customers, appointments, from, until, other, rates, seed);
    }

    /** Returns a clinic whose customers behave otherwise. */
    public Clinic with(Rates other) {
        return new Clinic(customers, appointments, from, until, zone, other, seed);
    }

    /** Returns another clinic of the same kind. */
    public Clinic seed(long other) {
        return new Clinic(customers, appointments, from, until, zone, rates, other);
    }

    /**
     * Writes the clinic in one transaction, in batches and in memory that grows with the customers only.
     *
     * <p>The database must have no customers with phone numbers from {@code +12120000000}.
     */
    public ClinicReport insert(AroDatabase db) {
        Instant now = db.session().now();
        return db.session().atomically(tx -> new ClinicWriter(this, tx, now).write());
    }
}
