package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.MAY;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.event.Actor;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Histories;
import io.aro.db.fixture.Rows;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** External ids, unique only within their source. */
@BothEngines
class ExternalIdTest {

    private static final Instant JUNE = MAY.plus(Duration.ofDays(28));
    private static final String GROUP = "https://api.calendly.example/scheduled_events/GROUP";

    private final AroDatabase db;
    private final TestDatabase database;
    private final AppointmentRepository appointments;
    private final UUID ada;
    private final UUID bo;

    ExternalIdTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
        this.appointments = db.appointments();
        this.ada = Given.customer(db, 1).id();
        this.bo = Given.customer(db, 2).id();
    }

    @Test
    void keepsOneNumberOfSeveralSourcesApart() {
        Appointment ofAcuity = appointments.upsertByExternalId(visit(ada).withExternalId("acuity", "1042"));
        Appointment ofSquare = appointments.upsertByExternalId(visit(bo).withExternalId("square", "1042"));
        Appointment ofAccount = appointments.create(visit(bo).withExternalId("acuity:second account", "1042"));
        Appointment unnamed = appointments.create(visit(ada).withExternalId("1042"));

        assertThat(appointments.findByExternalId("acuity", "1042")).contains(ofAcuity);
        assertThat(appointments.findByExternalId("square", "1042")).contains(ofSquare);
        assertThat(appointments.findByExternalId("acuity:second account", "1042"))
                .contains(ofAccount);
        assertThat(appointments.findByExternalId("1042")).contains(unnamed);
        assertThat(appointments.findByExternalId("calendly", "1042")).isEmpty();
        assertThat(ofAcuity.externalSource()).isEqualTo("acuity");
        assertThat(unnamed.externalSource()).isEmpty();
    }

    @Test
    void givesEachInviteeOfAGroupEventAnAppointmentWithAnEndOfItsOwn() {
        Appointment ofAda =
                appointments.upsertByExternalId(visit(ada).withExternalId("calendly", GROUP + "/invitees/1"));
        Appointment ofBo = appointments.upsertByExternalId(visit(bo).withExternalId("calendly", GROUP + "/invitees/2"));

        appointments.updateStatus(ofBo.id(), CANCELLED, DESK);

        assertThat(appointments.getById(ofAda.id()).status()).isEqualTo(BOOKED);
        assertThat(appointments.getById(ofBo.id()).status()).isEqualTo(CANCELLED);
    }

    @Test
    void refusesToTakeTheVisitOfAnotherCustomerForAnOwnOne() throws SQLException {
        Appointment ofAda = appointments.upsertByExternalId(visit(ada).withExternalId(GROUP));
        var before = Rows.dump(database);

        assertStrange(ofAda, visit(bo).withExternalId(GROUP));

        assertThat(Rows.dump(database)).isEqualTo(before);
    }

    @Test
    void refusesTheVisitOfAnotherCustomerWhateverHasBecomeOfIt() {
        Appointment cancelled = appointments.create(visit(ada).withExternalId("square", "cancelled"));
        appointments.updateStatus(cancelled.id(), CANCELLED, DESK);
        UUID moved = appointments
                .create(visit(ada).withExternalId("square", "moved"))
                .id();
        Appointment replacement = appointments.reschedule(moved, NewSlot.at(JUNE), DESK);

        assertStrange(cancelled, visit(bo).withExternalId("square", "cancelled"));
        assertStrange(replacement, visit(bo).withExternalId("square", "moved"));
        assertThat(appointments.upsertByExternalId(visit(ada).withExternalId("square", "moved")))
                .isEqualTo(replacement);
    }

    private void assertStrange(Appointment existing, NewAppointment request) {
        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> appointments.upsertByExternalId(request))
                .satisfies(refused -> assertThat(refused.id()).isEqualTo(existing.id()))
                .withMessageContainingAll(
                        existing.customerId().toString(), request.customerId().toString(), "name the source")
                .withMessageNotContaining(String.valueOf(request.externalId()));
    }

    @Test
    void letsOneOfTwoCustomersHaveAnIdThatBothBringAtOnce() throws Exception {
        try (Crew crew = Crew.of(2)) {
            for (int round = 0; round < 25; round++) {
                String id = "race-" + round;

                Results<Appointment> results = crew.together(member -> appointments.upsertByExternalId(
                        visit(member == 0 ? ada : bo).withExternalId("acuity", id)));

                assertThat(results.values()).hasSize(1);
                assertThat(results.failures()).hasSize(1).hasOnlyElementsOfType(RefusedChangeException.class);
                assertThat(appointments.findByExternalId("acuity", id))
                        .contains(results.values().getFirst());
            }
        }
        Histories.assertCountsAddUp(db, ada);
        Histories.assertCountsAddUp(db, bo);
    }

    @Test
    void keepsIdsAsTheyAreGivenAndApartByEachCharacter() {
        List<String> alike = List.of("Ev-é", "ev-é", "Ev-e\u0301", "Ev-é ", " Ev-é", "Ev-\uff45\u0301", "Ev\u00a0-é");

        for (String id : alike) {
            appointments.create(visit(ada).withExternalId("acuity", id));
            appointments.create(visit(ada).withExternalId(id, "1"));
        }

        assertThat(alike).allSatisfy(id -> {
            assertThat(appointments.findByExternalId("acuity", id))
                    .get()
                    .extracting(Appointment::externalId)
                    .isEqualTo(id);
            assertThat(appointments.findByExternalId(id, "1"))
                    .get()
                    .extracting(Appointment::externalSource)
                    .isEqualTo(id);
        });
        assertThat(appointments.findByCustomerId(ada)).hasSize(14);
    }

    @Test
    void booksIdsOfManySourcesTogetherAndNoneIfOneIsTaken() throws SQLException {
        appointments.createAll(Stream.of("acuity", "square", "calendly")
                .map(source -> visit(ada).withExternalId(source, "1042")));
        var before = Rows.dump(database);

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> appointments.createAll(
                        Stream.of("1043", "1042").map(id -> visit(bo).withExternalId("square", id))))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.UNIQUE));

        assertThat(Rows.dump(database)).isEqualTo(before);
        assertThat(appointments.findByExternalId("square", "1042")).isPresent();
    }

    @Test
    void takesTheSourceAlongToAnotherSlot() {
        UUID first =
                appointments.create(visit(ada).withExternalId("acuity", "1")).id();
        UUID second =
                appointments.create(visit(ada).withExternalId("acuity", "2")).id();

        Appointment silently = appointments.reschedule(first, NewSlot.at(JUNE), DESK);
        Appointment byName = appointments.reschedule(second, NewSlot.at(JUNE).withExternalId("acuity", "2"), DESK);

        assertThat(appointments.findByExternalId("acuity", "1")).contains(silently);
        assertThat(appointments.findByExternalId("acuity", "2")).contains(byName);
        assertThat(List.of(first, second)).allSatisfy(left -> {
            assertThat(appointments.getById(left).externalSource()).isEmpty();
            assertThat(appointments.getById(left).externalId()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"1042", "1043"})
    void refusesANewIdWithoutASourceWhereTheAppointmentHasOne(String id) throws SQLException {
        UUID old =
                appointments.create(visit(ada).withExternalId("acuity", "1042")).id();
        NewSlot unnamed = NewSlot.at(JUNE).withExternalId(id);
        Map<String, List<String>> before = Rows.dump(database);

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> appointments.reschedule(old, unnamed, DESK))
                .withMessage("The value of external source must be named, since the appointment's id has a named"
                        + " source; call withExternalId(source, id).")
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("external source"));

        assertThat(Rows.dump(database)).isEqualTo(before);
        assertThat(appointments.findByExternalId(id)).isEmpty();
        assertThat(appointments.reschedule(old, NewSlot.at(JUNE).withExternalId("acuity", id), DESK))
                .returns("acuity", Appointment::externalSource)
                .returns(id, Appointment::externalId);
    }

    @Test
    void takesTheSameIdOfAnotherSourceForAnotherSlot() {
        UUID old =
                appointments.create(visit(ada).withExternalId("acuity", "1042")).id();

        Appointment moved = appointments.reschedule(old, NewSlot.at(JUNE).withExternalId("square", "1042"), DESK);

        assertThat(appointments.findByExternalId("acuity", "1042"))
                .map(Appointment::id)
                .contains(old);
        assertThat(appointments.findByExternalId("square", "1042")).contains(moved);
        assertThat(appointments.reschedule(old, NewSlot.at(JUNE).withExternalId("square", "1042"), DESK))
                .isEqualTo(moved);
        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(
                        () -> appointments.reschedule(old, NewSlot.at(JUNE).withExternalId("calendly", "1042"), DESK));
    }

    @Test
    void namesTheSourceOfABookingThatIsThereAlready() {
        UUID id = appointments.create(visit(ada)).id();

        appointments.update(
                id, Changes.set(APPOINTMENTS.EXTERNAL_SOURCE, "acuity").and(APPOINTMENTS.EXTERNAL_ID, "1042"));

        assertThat(appointments.findByExternalId("acuity", "1042"))
                .map(Appointment::id)
                .contains(id);
        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> appointments.update(id, Changes.set(APPOINTMENTS.EXTERNAL_ID, null)))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.CHECK));
        appointments.update(id, Changes.set(APPOINTMENTS.EXTERNAL_SOURCE, "").and(APPOINTMENTS.EXTERNAL_ID, null));
        assertThat(appointments.findByExternalId("acuity", "1042")).isEmpty();
    }

    @Test
    void erasesTheIdWithItsSourceAndLeavesTheSameNumberOfAnotherSource() {
        UUID ofAda =
                appointments.create(visit(ada).withExternalId("acuity", "1042")).id();
        Appointment ofBo = appointments.create(visit(bo).withExternalId("square", "1042"));
        assertThat(db.privacy().export(ada).json()).contains("acuity");

        db.privacy().withConsentRetention(Period.ZERO).erase(ada, Actor.admin("privacy-desk"));

        assertThat(appointments.getById(ofAda).externalSource()).isEmpty();
        assertThat(appointments.getById(ofAda).externalId()).isNull();
        assertThat(appointments.findByExternalId("acuity", "1042")).isEmpty();
        assertThat(appointments.findByExternalId("square", "1042")).contains(ofBo);
    }
}
