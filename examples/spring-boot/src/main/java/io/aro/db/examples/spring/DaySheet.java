package io.aro.db.examples.spring;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.lifecycle.AppointmentStatus;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The appointments of a day, in the zone of the clinic. */
@RestController
class DaySheet {

    /** A line of the sheet, without personal data. */
    record Line(UUID appointmentId, Instant startsAt, String service, AppointmentStatus status) {

        static Line of(Appointment appointment) {
            return new Line(appointment.id(), appointment.date(), appointment.serviceType(), appointment.status());
        }
    }

    private final AroDatabase db;
    private final ZoneId zone;

    DaySheet(AroDatabase db, @Value("${clinic.zone}") ZoneId zone) {
        this.db = db;
        this.zone = zone;
    }

    @GetMapping("/appointments")
    List<Line> of(@RequestParam LocalDate day) {
        return db.appointments().findByDay(day, zone).stream().map(Line::of).toList();
    }
}
