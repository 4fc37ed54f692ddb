package io.aro.db.testkit.builder;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;

import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** A breadth-first search for paths of the appointment state machine. */
final class Path {

    private Path() {}

    /** Returns the statuses on a shortest path from {@code booked}, exclusive, to the goal, inclusive. */
    static List<AppointmentStatus> to(AppointmentStatus goal) {
        Map<AppointmentStatus, List<AppointmentStatus>> ways = new EnumMap<>(AppointmentStatus.class);
        Queue<AppointmentStatus> open = new ArrayDeque<>(List.of(BOOKED));
        ways.put(BOOKED, List.of());
        for (AppointmentStatus from = open.remove(); !ways.containsKey(goal); from = open.remove()) {
            for (AppointmentStatus next : AppointmentStateMachine.allowedFrom(from)) {
                if (!ways.containsKey(next)) {
                    ways.put(next, extended(ways.getOrDefault(from, List.of()), next));
                    open.add(next);
                }
            }
        }
        return ways.getOrDefault(goal, List.of());
    }

    private static List<AppointmentStatus> extended(List<AppointmentStatus> way, AppointmentStatus next) {
        List<AppointmentStatus> longer = new ArrayList<>(way);
        longer.add(next);
        return List.copyOf(longer);
    }
}
