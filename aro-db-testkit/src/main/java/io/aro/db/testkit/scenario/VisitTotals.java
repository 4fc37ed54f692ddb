package io.aro.db.testkit.scenario;

import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** The totals of the appointments of one customer. */
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

    /** Returns the share of confirmed appointments in percent, with two decimals, rounded half up. */
    BigDecimal confirmationRate() {
        return appointments == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(100L * confirmed)
                        .divide(BigDecimal.valueOf(appointments), 2, RoundingMode.HALF_UP);
    }

    /**
     * Returns the usual score: 20 for each no-show up to 40, 30 times the share that is not confirmed, 20 times the share
     * that was moved; rounded, and 100 at most.
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

    /** Returns when something was last counted, or the time given if nothing was. */
    Instant lastChange(Instant created) {
        return lastChange.isAfter(created) ? lastChange : created;
    }
}
