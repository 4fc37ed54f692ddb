package io.aro.db.readme;

import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.testkit.assertion.AroAssertions.assertThatEventsOf;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewAppointment;
import io.aro.db.appointment.StatusChange;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.contact.Channel;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.IdempotencyService;
import io.aro.db.idempotency.Outcome;
import io.aro.db.reminder.NewReminder;
import io.aro.db.reminder.ReminderType;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code of the Javadoc's snippets. */
@BothEngines
class SnippetExamplesTest {

    private static final String PHONE = "+15551234567";

    private final AroDatabase db;
    private final TestClock clock;

    SnippetExamplesTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Test
    void open(@TempDir Path folder) {
        Path file = folder.resolve("aro.db");

        SnippetExamples.open(file, NewCustomer.withPhone(PHONE));

        try (AroDatabase again = AroDatabase.sqlite(file)) {
            assertThat(again.customers().findByTag("vip", 10)).hasSize(1);
        }
    }

    @Test
    void identity() {
        IdempotencyService service = SnippetExamples.identity(db);
        IdempotencyKey key = IdempotencyKey.of("cal.com", "1");

        service.execute(key, "{\"id\":1,\"createdAt\":\"10:00\"}", String.class, tx -> "booked");

        assertThat(service.execute(key, "{\"id\":1,\"createdAt\":\"10:01\"}", String.class, tx -> "again"))
                .isEqualTo(new Outcome.Replayed<>("booked"));
    }

    @Test
    void appointments() {
        UUID customer = aCustomer().insert(db.session()).id();
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
        NewAppointment cleaning =
                NewAppointment.of(customer, tomorrow, Duration.ofMinutes(45), "Cleaning", new BigDecimal("120.00"));

        assertThat(SnippetExamples.appointments(db, cleaning, "invitees/1"))
                .extracting(Appointment::status)
                .containsExactly(CONFIRMED);
    }

    @Test
    void customers() {
        assertThat(SnippetExamples.customers(db, null).items()).hasSize(1);
    }

    @Test
    void consent() {
        NewReminder reminder =
                NewReminder.of(anAppointment().insert(db.session()).id(), ReminderType.HOURS_24, Channel.SMS);

        assertThat(SnippetExamples.consent(db, PHONE, reminder)).isFalse();
        db.consents().append(NewConsent.to(Channel.SMS, PHONE, ConsentMethod.WEB_FORM));
        assertThat(SnippetExamples.consent(db, PHONE, reminder)).isTrue();
    }

    @Test
    void savepoint() {
        UUID appointment = anAppointment().insert(db.session()).id();
        db.appointments().updateStatus(appointment, CANCELLED, StatusChange.by(Actor.user("front-desk")));

        SnippetExamples.savepoint(db, appointment, new BigDecimal("25.00"));

        assertThatEventsOf(db, "appointment", appointment).contain("deposit.refused");
    }

    @Test
    void order() {
        UUID appointment = anAppointment().insert(db.session()).id();
        Instant noon = clock.instant();

        assertThat(SnippetExamples.order(db, "booking-1", noon, appointment)).isEqualTo("applied");
        assertThat(SnippetExamples.order(db, "booking-1", noon.minusSeconds(60), appointment))
                .isEqualTo("stale");
    }

    @Test
    void retention(@TempDir Path folder) {
        assertThat(SnippetExamples.retention(db, folder.resolve("archive")).steps())
                .isNotEmpty();
    }
}
