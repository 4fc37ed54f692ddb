package io.aro.db.testkit.scenario;

import io.aro.db.lifecycle.AppointmentStatus;
import java.util.Map;

/**
 * The numbers of an inserted clinic.
 *
 * @param byStatus the number of appointments by status, without empty statuses
 * @param confirmed the number of appointments ever confirmed
 * @param rescheduled the number of appointments ever rescheduled
 */
public record ClinicReport(
        int customers, long appointments, Map<AppointmentStatus, Long> byStatus, long confirmed, long rescheduled) {

    /** Copies the counts. */
    public ClinicReport {
        byStatus = Map.copyOf(byStatus);
    }

    /** Returns the number of appointments in the status. */
    public long count(AppointmentStatus status) {
        return byStatus.getOrDefault(status, 0L);
    }
}
