package io.aro.db.migration;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.InProgress;
import io.aro.db.idempotency.Outcome.Replayed;
import io.aro.db.lifecycle.AppointmentStatus;
import java.util.List;
import java.util.function.Consumer;
import org.jooq.Field;

/** The work of one process: appointments of separate customers, and webhooks sent to every process. */
final class RollingWork {

    static final String FAILURE = "failure ";

    /** The moves of each appointment. */
    static final List<AppointmentStatus> MOVES =
            List.of(AppointmentStatus.CONFIRMED, AppointmentStatus.IN_PROGRESS, AppointmentStatus.COMPLETED);

    private static final Field<String> LATER_NOTE = field(name("later_note"), String.class);
    private static final int CUSTOMERS_OF_A_MEMBER = 1_000_000;

    private final AroDatabase db;
    private final int member;
    private final boolean hasNote;
    private final Consumer<String> lines;
    private RollingTally tally = new RollingTally(0, 0, 0, 0);
    private int round;

    /**
     * Creates the work of one process.
     *
     * @param member the number of the process
     * @param hasNote whether its release writes notes
     * @param lines receives a line for each result
     */
    RollingWork(AroDatabase db, int member, boolean hasNote, Consumer<String> lines) {
        this.db = db;
        this.member = member;
        this.hasNote = hasNote;
        this.lines = lines;
    }

    /** Books and completes an appointment, and delivers the next webhook; reports a failure and continues. */
    void once() {
        try {
            Appointment visit = Given.booked(db, member * CUSTOMERS_OF_A_MEMBER + round);
            tally = tally.plus(new RollingTally(1, 0, 0, 0));
            if (hasNote) {
                note(visit);
            }
            for (AppointmentStatus next : MOVES) {
                db.appointments().updateStatus(visit.id(), next, Given.DESK);
                tally = tally.plus(new RollingTally(0, 1, 0, 0));
            }
            deliver(round);
        } catch (RuntimeException e) {
            lines.accept(FAILURE + e + " caused by " + e.getCause());
        }
        round++;
    }

    private void note(Appointment visit) {
        db.session()
                .<Integer>write(dsl -> dsl.update(APPOINTMENTS)
                        .set(LATER_NOTE, "kept")
                        .where(APPOINTMENTS.ID.eq(visit.id()))
                        .execute());
    }

    private void deliver(int number) {
        Outcome<Webhook.Receipt> outcome = Webhook.deliver(db, number);
        while (outcome instanceof InProgress) {
            outcome = Webhook.deliver(db, number);
        }
        if (outcome instanceof Executed) {
            tally = tally.plus(new RollingTally(0, 0, 1, 0));
        } else if (outcome instanceof Replayed) {
            tally = tally.plus(new RollingTally(0, 0, 0, 1));
        } else {
            lines.accept(FAILURE + outcome);
        }
    }

    RollingTally tally() {
        return tally;
    }
}
