package io.aro.db.model;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;

import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.SweepReport;
import io.aro.db.lifecycle.AppointmentStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The model's rules of sweeps. */
final class SweepRules {

    private final Model model;

    SweepRules(Model model) {
        this.model = model;
    }

    SweepReport markNoShows(Instant before, Command command) {
        Instant time = Check.time(before);
        return sweep(
                due -> (due.status() == BOOKED || due.status() == CONFIRMED)
                        && due.date().isBefore(time),
                NO_SHOW,
                command);
    }

    SweepReport completeFinished(Instant endedBy, Command command) {
        Instant time = Check.time(endedBy);
        return sweep(
                due -> due.status() == IN_PROGRESS
                        && !due.date().plus(due.duration()).isAfter(time),
                COMPLETED,
                command);
    }

    private SweepReport sweep(Predicate<Appointment> isDue, AppointmentStatus to, Command command) {
        command.checked();
        List<Appointment> due = Model.sorted(
                model.appointments().all().stream().filter(isDue), Comparator.comparing(Appointment::date));
        int moved = 0;
        int overtaken = 0;
        for (Appointment appointment : due) {
            try {
                Appointment after = model.moves().updateStatus(appointment.id(), to, command);
                boolean isMoved = after.version() > appointment.version();
                moved += isMoved ? 1 : 0;
                overtaken += isMoved ? 0 : 1;
            } catch (Refusal refusal) {
                if (Refusal.breaksTransaction(refusal.text())) {
                    throw refusal;
                }
                overtaken++;
            }
        }
        return new SweepReport(moved, overtaken);
    }
}
