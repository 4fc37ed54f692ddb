package io.aro.db.testkit.scenario;

import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** The totals of one customer's appointments. */
final class VisitTotals {

    private int appointments;
    private int confirmed;
    private int noShows;
    private int cancelled;
    private int rescheduled;
    private BigDecimal value = BigDecimal.ZERO;
    private Instant lastChange = Instant.MIN;

    void add(Visit visit) {
        appointments++;
        confirmed += visit.confirmedAt().isPresent() ? 1 : 0;
        noShows += visit.status() == AppointmentStatus.NO_SHOW ? 1 : 0;
        cancelled += visit.status() == AppointmentStatus.CANCELLED ? 1 : 0;
        rescheduled += visit.has(AppointmentStatus.RESCHEDULED) ? 1 : 0;
        if (visit.status() == AppointmentStatus.COMPLETED) {
            value = value.add(visit.treatment().cost());
        }
        if (visit.updatedAt().isAfter(lastChange)) {
            lastChange = visit.updatedAt();
        }
    }

    int appointments() {
        return appointments;
    }

    int confirmed() {
        return confirmed;
    }

    int noShows() {
        return noShows;
    }

    int cancelled() {
        return cancelled;
    }

    int rescheduled() {
        return rescheduled;
    }

    BigDecimal value() {
        return value;
    }

    /** Returns the percentage of confirmed appointments, with two decimals, rounded half up. */
    BigDecimal confirmationRate() {
        return appointments == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(100L * confirmed)
                        .divide(BigDecimal.valueOf(appointments), 2, RoundingMode.HALF_UP);
    }

    /**
     * Returns the usual risk score, rounded and at most 100.
     *
     * <p>The score is the sum of 20 for each no-show up to 40, 30 times the unconfirmed share, and 20 times the
     * rescheduled share.
     */
    int riskScore() {
        if (appointments == 0) {
            return 0;
        }
        double score = Math.min(40, 20.0 * noShows)
                + 30.0 * (appointments - confirmed) / appointments
                + 20.0 * rescheduled / appointments;
        return (int) Math.min(100, Math.round(score));
    }

    /** Returns the time of the last transition, or the given time without appointments. */
    Instant lastChange(Instant created) {
        return lastChange.isAfter(created) ? lastChange : created;
    }
}
