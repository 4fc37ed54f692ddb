package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Footprint;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Watched;
import io.aro.db.lifecycle.AppointmentStateMachine;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The number of statements and round trips of each call on appointments. */
@BothEngines
class AppointmentStatementsTest {

    private final AroDatabase db;
    private final TestDatabase database;
    private final Watched watched;
    private final UUID ada;

    AppointmentStatementsTest(AroDatabase db, TestDatabase database, TestClock clock) {
        this.db = db;
        this.database = database;
        this.watched = Watched.over(database, clock);
        this.ada = Given.customer(db, 1).id();
    }

    @Test
    void takesOneStatementToFindById() {
        Appointment booked = db.appointments().create(visit(ada));

        Statements sent =
                watched.counter().counting(() -> watched.db().appointments().findById(booked.id()));

        assertThat(sent.count()).isEqualTo(1);
    }

    @Test
    void takesTwoRoundTripsAndTheCommitToBook() {
        Statements sent =
                watched.counter().counting(() -> watched.db().appointments().create(visit(ada)));

        assertThat(sent.count()).as("%s", sent).isEqualTo(isPostgres() ? 2 : 4);
        assertThat(sent.commits()).isEqualTo(1);
    }

    @Test
    void takesOneRoundTripAndTheCommitToBookWithoutStatementListeners() {
        Statements created = database.counting(() -> db.appointments().create(visit(ada)));
        Statements upserted = database.counting(
                () -> db.appointments().upsertByExternalId(visit(ada).withExternalId("evt-1")));

        assertThat(created.count()).as("%s", created).isEqualTo(isPostgres() ? 1 : 4);
        assertThat(created.commits()).isEqualTo(1);
        assertThat(upserted.count()).as("%s", upserted).isEqualTo(isPostgres() ? 1 : 4);
        assertThat(upserted.commits()).isEqualTo(1);
    }

    @Test
    void takesTwoRoundTripsAndTheCommitToConfirmWithoutStatementListeners() {
        Appointment visit = Given.in(db, ada, BOOKED);

        Statements sent = database.counting(() -> db.appointments().updateStatus(visit.id(), CONFIRMED, DESK));

        assertThat(sent.count()).as("%s", sent).isEqualTo(isPostgres() ? 2 : 5);
        assertThat(sent.commits()).isEqualTo(1);
    }

    @Test
    void takesTwoRoundTripsAndNoWriteToUpsertAnExistingAppointmentWithoutStatementListeners() throws Exception {
        NewAppointment request = visit(ada).withExternalId("evt-1");
        Appointment booked = db.appointments().create(request);
        try (Footprint footprint = Footprint.of(database, "customers")) {

            Statements sent = database.counting(() ->
                    assertThat(db.appointments().upsertByExternalId(request)).isEqualTo(booked));

            assertThat(sent.count()).as("%s", sent).isEqualTo(2);
            footprint.assertNothingWritten();
        }
        assertThat(db.events().findByEntity("appointment", booked.id(), 9)).hasSize(1);
    }

    @Test
    void takesTwoStatementsAndNoWriteToUpsertAnExistingAppointment() throws Exception {
        NewAppointment request = visit(ada).withExternalId("evt-1");
        db.appointments().create(request);
        try (Footprint footprint = Footprint.of(database, "appointments")) {

            Statements sent =
                    watched.counter().counting(() -> watched.db().appointments().upsertByExternalId(request));

            assertThat(sent.count()).as("%s", sent).isEqualTo(2);
            footprint.assertNothingWritten();
        }
    }

    @Test
    void takesTwoStatementsAndNoWriteToRefuseTheVisitOfAnotherCustomer() throws Exception {
        db.appointments().create(visit(ada).withExternalId("acuity", "1042"));
        NewAppointment request = visit(Given.customer(db, 2).id()).withExternalId("acuity", "1042");
        try (Footprint footprint = Footprint.of(database, "appointments")) {

            Statements sent = watched.counter().counting(() -> {
                Exception refused =
                        catchException(() -> watched.db().appointments().upsertByExternalId(request));
                assertThat(refused).isInstanceOf(RefusedChangeException.class);
            });

            assertThat(sent.count()).as("%s", sent).isEqualTo(2);
            footprint.assertNothingWritten();
        }
    }

    @ParameterizedTest
    @EnumSource(value = AppointmentStatus.class)
    void takesTwoRoundTripsAndTheCommitOrFiveStatementsForAMoveAndOneOfThemDecides(AppointmentStatus to) {
        AppointmentStatus from =
                AppointmentStateMachine.leadingTo(to).iterator().next();
        Appointment visit = Given.in(db, ada, from);

        Statements sent = watched.counter()
                .counting(() -> watched.db()
                        .appointments()
                        .updateStatus(visit.id(), to, DESK.withExpectedVersion(visit.version())));

        int forALock = to == BOOKED ? 1 : 0;
        assertThat(sent.count()).as("%s", sent).isLessThanOrEqualTo(isPostgres() ? 2 + forALock : 5);
        assertThat(sent.commits()).isEqualTo(1);
        assertThat(sent.sql().stream()
                        .map(sql -> sql.toLowerCase(Locale.ROOT).replaceAll("[\"`]", ""))
                        .filter(sql -> sql.startsWith("update appointments ")))
                .as("%s", sent)
                .singleElement()
                .asString()
                .contains("status in (", "version = ", "returning");
    }

    @ParameterizedTest
    @EnumSource(value = AppointmentStatus.class)
    void takesOneRoundTripMoreForACommand(AppointmentStatus to) {
        AppointmentStatus from =
                AppointmentStateMachine.leadingTo(to).iterator().next();
        Appointment visit = Given.in(db, ada, from);

        Statements sent = watched.counter()
                .counting(() -> watched.db().appointments().updateStatus(visit.id(), to, DESK.withCommandId("move-1")));

        assertThat(sent.count()).as("%s", sent).isLessThanOrEqualTo(isPostgres() ? 3 : 5);
        assertThat(sent.commits()).isEqualTo(1);
    }

    @Test
    void takesFourStatementsAtMostToRefuseAMove() {
        Appointment visit = Given.in(db, ada, BOOKED);

        Statements sent = watched.counter().counting(() -> {
            Exception refused = catchException(() ->
                    watched.db().appointments().updateStatus(visit.id(), COMPLETED, DESK.withCommandId("move-1")));
            assertThat(refused).isInstanceOf(IllegalTransitionException.class);
        });

        assertThat(sent.count()).as("%s", sent).isLessThanOrEqualTo(4);
        assertThat(sent.commits()).isZero();
    }

    private boolean isPostgres() {
        return database.engine().isPostgres();
    }
}
