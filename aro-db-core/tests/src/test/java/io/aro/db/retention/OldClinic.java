package io.aro.db.retention;

import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.aReminder;
import static io.aro.db.testkit.builder.Builders.aWorkflow;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** A database with an appointment, an event and a dead letter for each of several years, and one each of yesterday. */
final class OldClinic {

    private OldClinic() {}

    static void fill(AroDatabase db, TestClock clock, int yearsAgo) {
        Instant now = clock.instant();
        for (int years = yearsAgo; years >= 1; years--) {
            clock.set(
                    now.atOffset(ZoneOffset.UTC).minusYears(years).minusDays(1).toInstant());
            fillDay(db);
        }
        clock.set(now.minus(Duration.ofDays(1)));
        fillDay(db);
        clock.set(now);
    }

    private static void fillDay(AroDatabase db) {
        Appointment visit = anAppointment()
                .costs("120.50")
                .notes("prefers mornings")
                .completed()
                .insert(db);
        aReminder().of(visit).insert(db);
        aWorkflow().about(visit).completed().insert(db);
        anAppointment().booked().insert(db);
        anEvent().insertMany(5, db);
        aDeadLetter().archived().insert(db);
        aDeadLetter().insert(db);
    }
}
