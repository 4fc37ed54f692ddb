package io.aro.db.appointment;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.row;

import io.aro.db.appointment.StatusTransition.Slot;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The sweep over due appointments, in batches of 200, by the guarded statement of {@link StatusWriter}.
 *
 * <p>Memory holds one batch of ids and times. Outside a transaction each transition commits separately. An interrupted
 * sweep loses nothing and can be restarted.
 */
final class DueAppointmentWriter {

    private static final int BATCH = 200;

    private final Session session;

    DueAppointmentWriter(Session session) {
        this.session = session;
    }

    /** Marks booked and confirmed appointments with an earlier start time as no-shows. */
    SweepReport missed(Instant before, StatusChange change) {
        return sweep(AppointmentQueries.upcoming(), Set.of(BOOKED, CONFIRMED), before, due -> true, NO_SHOW, change);
    }

    /** Completes appointments in progress with a scheduled end up to the time. */
    SweepReport finished(Instant endedBefore, StatusChange change) {
        Predicate<Candidate> over = candidate -> !candidate.end().isAfter(endedBefore);
        return sweep(APPOINTMENTS.STATUS.eq(IN_PROGRESS), Set.of(IN_PROGRESS), endedBefore, over, COMPLETED, change);
    }

    private SweepReport sweep(
            Condition standing,
            Set<AppointmentStatus> from,
            Instant before,
            Predicate<Candidate> due,
            AppointmentStatus to,
            StatusChange change) {
        int moved = 0;
        int overtaken = 0;
        @Nullable Candidate last = null;
        while (true) {
            List<Candidate> batch = candidates(standing, before, last);
            for (Candidate candidate : batch) {
                last = candidate;
                if (due.test(candidate)) {
                    StatusTransition move = StatusTransition.to(to, candidate.id(), change)
                            .onlyFrom(from)
                            .onlyAt(candidate.slot());
                    if (isMade(move)) {
                        moved++;
                    } else {
                        overtaken++;
                    }
                }
            }
            if (batch.size() < BATCH) {
                return new SweepReport(moved, overtaken);
            }
        }
    }

    private boolean isMade(StatusTransition move) {
        return session.<Optional<Appointment>>atomically(tx -> new StatusWriter(tx).tryApply(move))
                .isPresent();
    }

    private List<Candidate> candidates(Condition standing, Instant before, @Nullable Candidate last) {
        Condition begun = standing.and(APPOINTMENTS.DATE.lt(before)).and(APPOINTMENTS.ARCHIVED_AT.isNull());
        Condition further = last == null
                ? begun
                : begun.and(row(APPOINTMENTS.DATE, APPOINTMENTS.ID).gt(last.date(), last.id()));
        return session.readPrimary(dsl -> dsl.select(APPOINTMENTS.ID, APPOINTMENTS.DATE, APPOINTMENTS.DURATION)
                .from(APPOINTMENTS)
                .where(further)
                .orderBy(APPOINTMENTS.DATE, APPOINTMENTS.ID)
                .limit(BATCH)
                .fetch(found -> new Candidate(found.value1(), found.value2(), found.value3())));
    }

    /** A due appointment with its start time and its duration in minutes. */
    private record Candidate(UUID id, Instant date, int minutes) {

        Instant end() {
            return date.plus(Duration.ofMinutes(minutes));
        }

        /** Returns the slot as read. */
        Slot slot() {
            return new Slot(date, minutes);
        }
    }
}
