package io.aro.db.retention;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.testkit.builder.Builders.aDeliverySubject;
import static io.aro.db.testkit.builder.Builders.aReminder;
import static io.aro.db.testkit.builder.Builders.aWorkflow;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.NewSlot;
import io.aro.db.appointment.StatusChange;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retention of appointments without a completion, and of subjects of deliveries. */
@BothEngines
class ClosedAppointmentsTest {

    private static final Instant LONG_AGO = Instant.parse("2023-01-10T12:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-11-15T12:00:00Z");
    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);
    private static final StatusChange DESK = StatusChange.by(Actor.user("front-desk"));

    private final AroDatabase db;
    private final TestClock clock;

    @TempDir
    private Path folder = Path.of("");

    ClosedAppointmentsTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        clock.set(LONG_AGO);
    }

    private RetentionService retention() {
        clock.set(TODAY);
        return db.retention(FileArchive.in(folder));
    }

    private Appointment movedTo(Appointment former, Duration later) {
        return db.appointments()
                .reschedule(former.id(), NewSlot.at(former.date().plus(later)), DESK);
    }

    private void assertForetoldAndDone(long count) {
        assertThat(retention().dryRun(POLICY).count(StepKind.CLOSED)).isEqualTo(count);
        assertThat(retention().run(POLICY).count(StepKind.CLOSED)).isEqualTo(count);
        assertThat(retention().run(POLICY).count(StepKind.CLOSED)).isZero();
    }

    @Test
    void cancelledMissedAndRescheduledOnesAreArchivedWithWhatBelongsToThem() {
        Appointment cancelled = anAppointment().cancelled().insert(db);
        aReminder().of(cancelled).insert(db);
        anAppointment().externalId("acuity", "1042").noShow().insert(db);
        anAppointment().externalId("square", "1042").rescheduled().insert(db);
        Appointment booked = anAppointment().booked().insert(db);
        List<String> before = Everything.in(db);

        assertForetoldAndDone(3);

        assertThat(db.appointments().findAll(APPOINTMENTS.ID.isNotNull()))
                .extracting(Appointment::id)
                .containsExactly(booked.id());
        assertThat(db.reminders().findByAppointmentId(cancelled.id(), 10)).isEmpty();
        assertThat(Everything.in(db, folder)).isEqualTo(before);
        assertThat(retention().archive().verify().isSound()).isTrue();
    }

    @Test
    void oneThatIsStillToBeginOrWasChangedLatelyStays() {
        anAppointment().startsIn(Duration.ofDays(5000)).cancelled().insert(db);
        Appointment changed = anAppointment().cancelled().insert(db);
        clock.set(TODAY.minus(Duration.ofDays(30)));
        db.appointments().update(changed.id(), Changes.set(APPOINTMENTS.NOTES, "called back"));

        assertForetoldAndDone(0);
    }

    @Test
    void oneThatAWorkflowIsAtWorkOnStays() {
        Appointment cancelled = anAppointment().cancelled().insert(db);
        aWorkflow().about(cancelled).insert(db);

        assertForetoldAndDone(0);
    }

    @Test
    void aChainLeavesFromItsEnd() {
        Appointment first = anAppointment().externalId("acuity", "1042").insert(db);
        Appointment second = movedTo(first, Duration.ofDays(1));
        Appointment third = movedTo(second, Duration.ofDays(1));
        db.appointments().updateStatus(third.id(), AppointmentStatus.CANCELLED, DESK);
        List<String> before = Everything.in(db);

        assertForetoldAndDone(3);

        assertThat(Everything.in(db, folder)).isEqualTo(before);
        List<Segment> segments = new ArrayList<>(retention().archive().findAll());
        Collections.reverse(segments);
        segments.forEach(segment -> retention().archive().restore(segment.id()));
        assertThat(Everything.in(db)).isEqualTo(before);
    }

    @Test
    void aChainThatLeadsToAnAppointmentThatStaysIsKeptWhole() {
        Appointment first = anAppointment().insert(db);
        Appointment second = movedTo(first, Duration.ofDays(1));
        movedTo(second, Duration.ofDays(1));

        assertForetoldAndDone(0);
    }

    @Test
    void aSubjectOfDeliveriesIsForgottenAfterItsLastEvent() {
        clock.set(TODAY.atOffset(ZoneOffset.UTC)
                .minus(POLICY.deliveries())
                .toInstant()
                .minusNanos(1000));
        aDeliverySubject().insert(db);
        clock.set(clock.instant().plusNanos(1000));
        aDeliverySubject().insert(db);

        RetentionReport foretold = retention().dryRun(POLICY);
        RetentionReport done = retention().run(POLICY);

        assertThat(foretold.count(StepKind.DELIVERIES)).isEqualTo(1);
        assertThat(done.count(StepKind.DELIVERIES)).isEqualTo(1);
        assertThat(retention().run(POLICY).count(StepKind.DELIVERIES)).isZero();
    }
}
