package io.aro.db.model;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;

import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.Correction;
import java.util.Map;
import java.util.Set;

/** An independent table of moves and corrections. */
final class Lifecycle {

    private static final Map<AppointmentStatus, Set<AppointmentStatus>> MOVES = Map.of(
            BOOKED, Set.of(CONFIRMED, RESCHEDULED, CANCELLED, NO_SHOW, IN_PROGRESS),
            CONFIRMED, Set.of(RESCHEDULED, CANCELLED, NO_SHOW, IN_PROGRESS),
            RESCHEDULED, Set.of(BOOKED),
            IN_PROGRESS, Set.of(COMPLETED, NO_SHOW),
            COMPLETED, Set.of(),
            NO_SHOW, Set.of(),
            CANCELLED, Set.of());

    private Lifecycle() {}

    static boolean allows(AppointmentStatus from, AppointmentStatus to) {
        return MOVES.getOrDefault(from, Set.of()).contains(to);
    }

    static AppointmentStatus sourceOf(Correction correction) {
        return switch (correction) {
            case REINSTATE_CANCELLED -> CANCELLED;
            case REINSTATE_MISSED, CAME_AFTER_ALL -> NO_SHOW;
            case DID_NOT_COME -> COMPLETED;
        };
    }

    static AppointmentStatus targetOf(Correction correction) {
        return switch (correction) {
            case REINSTATE_CANCELLED, REINSTATE_MISSED -> BOOKED;
            case CAME_AFTER_ALL -> COMPLETED;
            case DID_NOT_COME -> NO_SHOW;
        };
    }
}
