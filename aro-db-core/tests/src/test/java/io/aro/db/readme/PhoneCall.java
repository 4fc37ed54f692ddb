package io.aro.db.readme;

import static io.aro.db.appointment.StatusChange.by;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;

import io.aro.db.AroDatabase;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import java.util.UUID;

final class PhoneCall {

    private static final Actor FRONT_DESK = Actor.user("front-desk");

    static void confirmThenReschedule(AroDatabase db, UUID appointmentId) {
        db.appointments().updateStatus(appointmentId, CONFIRMED, by(Actor.webhook("twilio")));

        db.useTransaction(tx -> {
            tx.appointments()
                    .updateStatus(appointmentId, RESCHEDULED, by(FRONT_DESK).withReason("asked by phone"));
            tx.events().append(NewEvent.of("message.received", "appointment", appointmentId, FRONT_DESK));
        });
    }
}
