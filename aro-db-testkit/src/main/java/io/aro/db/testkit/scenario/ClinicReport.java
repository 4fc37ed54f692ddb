package io.aro.db.testkit.scenario;

import io.aro.db.lifecycle.AppointmentStatus;
import java.util.Map;

/**
 * The numbers of a clinic that was written.
 *
 * @param byStatus how many appointments are in each status, those with none left out
 * @param confirmed how many appointments were confirmed at some time
 * @param rescheduled how many appointments were moved
 */
public record ClinicReport(
        int customers, long appointments, Map<AppointmentStatus, Long> byStatus, long confirmed, long rescheduled) {

    /** Copies the counts. */
    public ClinicReport {
        byStatus = Map.copyOf(byStatus);
    }

    /** Returns how many appointments are in the status. */
    public long count(AppointmentStatus status) {
        return byStatus.getOrDefault(status, 0L);
    }
}
