package io.aro.db.lifecycle;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The transition table of appointments.
 *
 * <p>Total (every status has an entry), pure and thread-safe. The database table {@code allowed_transitions} holds the
 * same pairs; a test keeps both equal. A terminal status has no transitions, only a {@link Correction}.
 */
public final class AppointmentStateMachine {

    private static final Map<AppointmentStatus, Set<AppointmentStatus>> LEADING_TO = Stream.of(
                    AppointmentStatus.values())
            .collect(Collectors.toUnmodifiableMap(to -> to, AppointmentStateMachine::predecessors));

    private AppointmentStateMachine() {}

    /** Returns the legal successors of a status; empty for a terminal status. */
    public static Set<AppointmentStatus> allowedFrom(AppointmentStatus from) {
        return switch (from) {
            case BOOKED -> immutable(CONFIRMED, RESCHEDULED, CANCELLED, NO_SHOW, IN_PROGRESS);
            case CONFIRMED -> immutable(RESCHEDULED, CANCELLED, NO_SHOW, IN_PROGRESS);
            case RESCHEDULED -> immutable(BOOKED);
            case IN_PROGRESS -> immutable(NO_SHOW, COMPLETED);
            case CANCELLED, NO_SHOW, COMPLETED -> Set.of();
        };
    }

    /** Returns the legal predecessors of a status. */
    public static Set<AppointmentStatus> leadingTo(AppointmentStatus to) {
        return Objects.requireNonNull(LEADING_TO.get(to));
    }

    private static Set<AppointmentStatus> predecessors(AppointmentStatus to) {
        EnumSet<AppointmentStatus> sources = EnumSet.noneOf(AppointmentStatus.class);
        for (AppointmentStatus from : AppointmentStatus.values()) {
            if (canTransition(from, to)) {
                sources.add(from);
            }
        }
        return Collections.unmodifiableSet(sources);
    }

    /** Returns whether {@code to} may directly follow {@code from}. */
    public static boolean canTransition(AppointmentStatus from, AppointmentStatus to) {
        return allowedFrom(from).contains(to);
    }

    /** Returns whether the status has no successor. */
    public static boolean isTerminal(AppointmentStatus status) {
        return allowedFrom(status).isEmpty();
    }

    /** Returns the rules as a Mermaid state diagram: transitions, start, terminal statuses and named corrections. */
    public static String diagram() {
        StringBuilder text = new StringBuilder("stateDiagram-v2\n    [*] --> booked\n");
        for (AppointmentStatus from : AppointmentStatus.values()) {
            for (AppointmentStatus to : allowedFrom(from)) {
                text.append(String.format(Locale.ROOT, "    %s --> %s\n", from.literal(), to.literal()));
            }
            if (isTerminal(from)) {
                text.append(String.format(Locale.ROOT, "    %s --> [*]\n", from.literal()));
            }
        }
        for (Correction correction : Correction.values()) {
            text.append(String.format(
                    Locale.ROOT,
                    "    %s --> %s : correction %s\n",
                    correction.from().literal(),
                    correction.to().literal(),
                    correction.name().toLowerCase(Locale.ROOT)));
        }
        return text.toString();
    }

    private static Set<AppointmentStatus> immutable(AppointmentStatus first, AppointmentStatus... rest) {
        return Collections.unmodifiableSet(EnumSet.of(first, rest));
    }
}
