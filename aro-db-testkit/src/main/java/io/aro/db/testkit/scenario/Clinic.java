package io.aro.db.testkit.scenario;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConfigurationException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A clinic with customers and their appointments; immutable. Equal sizes and seeds at the same time give equal rows.
 *
 * <p>The clinic is open on weekdays from 9:00. Past appointments are completed, cancelled or no-shows; future
 * appointments are booked or confirmed. Histories, counters and events match the writes of the repositories, in the
 * order of the transitions. Each row is inserted once, in its final state.
 *
 * @param customers the number of customers; the last few may be without appointments
 * @param appointments the number of appointments
 * @param from the day of the first appointments
 * @param until the day after the last appointments; weekend dates move to the following Monday
 * @param zone the time zone of the clinic
 */
public record Clinic(
        int customers, int appointments, LocalDate from, LocalDate until, ZoneId zone, Rates rates, long seed) {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final LocalDate FIRST_DAY = LocalDate.of(2025, 3, 3);
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 4, 6);

    /** Validates the number of customers, at least one, and the period, at least one day. */
    public Clinic {
        if (customers < 1 || appointments < 0) {
            throw new ConfigurationException(
                    "A clinic has at least one customer and no fewer than 0 appointments; correct the numbers.");
        }
        if (!from.isBefore(until)) {
            throw new ConfigurationException("The first day must come before the last; swap them.");
        }
    }

    /**
     * Returns a clinic in New York with the usual rates, from a year before the default time of the test clock to a
     * month after.
     */
    public static Clinic of(int customers, int appointments) {
        return new Clinic(customers, appointments, FIRST_DAY, LAST_DAY, NEW_YORK, Rates.usual(), 1);
    }

    /** Returns a copy with the period. */
    public Clinic between(LocalDate firstDay, LocalDate dayAfterLast) {
        return new Clinic(customers, appointments, firstDay, dayAfterLast, zone, rates, seed);
    }

    /** Returns a copy with the time zone. */
    public Clinic in(ZoneId other) {
        return new Clinic(customers, appointments, from, until, other, rates, seed);
    }

    /** Returns a copy with the rates. */
    public Clinic with(Rates other) {
        return new Clinic(customers, appointments, from, until, zone, other, seed);
    }

    /** Returns a copy with the seed. */
    public Clinic seed(long other) {
        return new Clinic(customers, appointments, from, until, zone, rates, other);
    }

    /**
     * Writes the clinic in one transaction, in batches; memory use grows only with the number of customers.
     *
     * <p>The database must be free of phone numbers from {@code +12120000000} upwards.
     */
    public ClinicReport insert(AroDatabase db) {
        Instant now = db.session().now();
        return db.session().atomically(tx -> new ClinicWriter(this, tx, now).write());
    }
}
