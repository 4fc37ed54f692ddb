package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Session;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;

/** Reads appointments where they are written, since a decision must not rest on a replica that is behind. */
final class CurrentAppointment {

    private CurrentAppointment() {}

    /** Returns the one appointment that meets the condition, if there is one. */
    static Optional<Appointment> find(Session session, Condition condition) {
        return session.write(
                dsl -> dsl.selectFrom(APPOINTMENTS).where(condition).fetchOptional(AppointmentRows::toAppointment));
    }

    /**
     * Returns the appointment.
     *
     * @throws NotFoundException if there is none
     */
    static Appointment get(Session session, UUID id) {
        return find(session, APPOINTMENTS.ID.eq(id)).orElseThrow(() -> new NotFoundException("appointment", id));
    }
}
