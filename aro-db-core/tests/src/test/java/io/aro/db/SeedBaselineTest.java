package io.aro.db;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.phone;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.appointment.Appointment;
import io.aro.db.appointment.AppointmentTransition;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.util.HashSet;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The measured faults of the specification's own code: upserts, status changes and transactions.
 *
 * <p>The letters are the labels of the measured faults. The tests assert the absence of each fault.
 */
@BothEngines
class SeedBaselineTest {

    private static final int ROUNDS = Effort.of(10, 50);
    private static final int MANY_ROUNDS = Effort.of(20, 200);

    private final AroDatabase db;
    private final TestDatabase database;

    SeedBaselineTest(AroDatabase db, TestDatabase database) {
        this.db = db;
        this.database = database;
    }

    @Test
    @DisplayName("a: 64 concurrent upserts of a new phone create one row and never throw")
    void upsertsOneNewPhoneFromSixtyFourThreads() throws Exception {
        upsertPhones(64, ROUNDS);
    }

    @Test
    @DisplayName("a2: two concurrent upserts of a new phone never throw and keep an existing row")
    void upsertsOneNewPhoneFromTwoThreads() throws Exception {
        upsertPhones(2, MANY_ROUNDS);

        Customer kept = db.customers().findByPhone(phone(0)).orElseThrow();
        assertThat(db.customers().upsertByPhone(NewCustomer.withPhone(phone(0)).withName("Other")))
                .isEqualTo(kept);
    }

    private void upsertPhones(int threads, int rounds) throws Exception {
        try (Crew crew = Crew.of(threads)) {
            for (int round = 0; round < rounds; round++) {
                NewCustomer request = NewCustomer.withPhone(phone(round)).withName("Ada");

                Results<Customer> results =
                        crew.together(member -> db.customers().upsertByPhone(request));

                assertThat(results.failures()).isEmpty();
                assertThat(new HashSet<>(results.values())).hasSize(1);
            }
        }
        assertThat(Rows.count(database, "customers")).isEqualTo(rounds);
    }

    @Test
    @DisplayName("b: 64 concurrent upserts of a new external id create one row and return it")
    void upsertsOneNewExternalIdFromSixtyFourThreads() throws Exception {
        upsertExternalIds(64, ROUNDS);
    }

    @Test
    @DisplayName("b2: two concurrent upserts of a new external id create one row")
    void upsertsOneNewExternalIdFromTwoThreads() throws Exception {
        upsertExternalIds(2, MANY_ROUNDS);
    }

    private void upsertExternalIds(int threads, int rounds) throws Exception {
        UUID ada = Given.customer(db, 1).id();
        try (Crew crew = Crew.of(threads)) {
            for (int round = 0; round < rounds; round++) {
                var request = visit(ada).withExternalId("evt-" + round);

                Results<Appointment> results =
                        crew.together(member -> db.appointments().upsertByExternalId(request));

                assertThat(results.failures()).isEmpty();
                assertThat(new HashSet<>(results.values())).hasSize(1);
            }
        }
        assertThat(Rows.count(database, "appointments")).isEqualTo(rounds);
        assertThat(Rows.count(database, "events")).isEqualTo(rounds);
    }

    @Test
    @DisplayName("c: 8 callers each cancel, confirm and miss one appointment: one terminal move, none lost")
    void acceptsOneTerminalMoveOfTwentyFourCallers() throws Exception {
        AppointmentStatus[] wanted = {CANCELLED, CONFIRMED, NO_SHOW};
        UUID ada = Given.customer(db, 1).id();
        try (Crew crew = Crew.of(24)) {
            for (int round = 0; round < MANY_ROUNDS; round++) {
                UUID id = db.appointments().create(visit(ada)).id();

                Results<Appointment> results =
                        crew.together(member -> db.appointments().updateStatus(id, wanted[member % 3], DESK));

                assertThat(results.failures()).hasOnlyElementsOfType(IllegalTransitionException.class);
                assertThat(results.values()).hasSizeBetween(1, 2);
                assertEndedOnce(id, results.values().size());
            }
        }
    }

    @Test
    @DisplayName("c2: of a concurrent cancellation and no-show exactly one is accepted")
    void acceptsOneOfTwoTerminalMoves() throws Exception {
        UUID ada = Given.customer(db, 1).id();
        try (Crew crew = Crew.of(2)) {
            for (int round = 0; round < MANY_ROUNDS; round++) {
                UUID id = db.appointments().create(visit(ada)).id();

                Results<Appointment> results = crew.together(
                        member -> db.appointments().updateStatus(id, member == 0 ? CANCELLED : NO_SHOW, DESK));

                assertThat(results.failures()).singleElement().isInstanceOf(IllegalTransitionException.class);
                assertEndedOnce(id, 1);
            }
        }
        Customer after = db.customers().getById(ada);
        assertThat(after.cancelCount() + after.noShowCount()).isEqualTo(MANY_ROUNDS);
    }

    /**
     * Asserts a history of every accepted move with a terminal last move; only a cancelled appointment has a
     * cancellation time.
     */
    private void assertEndedOnce(UUID id, int moves) {
        Appointment after = db.appointments().getById(id);
        var statuses = db.appointments().transitionsOf(id).stream()
                .map(AppointmentTransition::to)
                .toList();
        assertThat(statuses).hasSize(1 + moves).startsWith(BOOKED).endsWith(after.status());
        assertThat(statuses).filteredOn(AppointmentStatus::isTerminal).hasSize(1);
        assertThat(after.status().isTerminal()).isTrue();
        assertThat(after.previousStatus()).isEqualTo(statuses.subList(0, moves));
        assertThat(after.cancelledAt() != null).isEqualTo(after.status() == CANCELLED);
    }

    @Test
    @DisplayName("c3: booked, confirmed and cancelled keeps both former statuses")
    void movesTwice() {
        Appointment visit = Given.booked(db, 1);

        db.appointments().updateStatus(visit.id(), CONFIRMED, DESK);
        Appointment cancelled = db.appointments().updateStatus(visit.id(), CANCELLED, DESK);

        assertThat(cancelled.previousStatus()).containsExactly(BOOKED, CONFIRMED);
    }

    @Test
    @DisplayName("f: a duplicate inside an open transaction leaves the transaction usable")
    void goesOnAfterADuplicateInsideATransaction() throws Exception {
        Given.customer(db, 0);
        for (int i = 1; i <= ROUNDS; i++) {
            int number = i;
            db.useTransaction(tx -> {
                tx.customers().upsertByPhone(NewCustomer.withPhone(phone(0)));
                tx.customers().create(NewCustomer.withPhone(phone(number)));
            });
        }

        assertThat(Rows.count(database, "customers")).isEqualTo(1 + ROUNDS);
    }

    @Test
    @DisplayName("f2: a duplicate as the last statement loses nothing, or the transaction fails")
    void neverLosesATransactionSilently() throws Exception {
        Given.customer(db, 0);
        for (int i = 1; i <= ROUNDS; i++) {
            int number = i;
            db.useTransaction(tx -> {
                tx.customers().create(NewCustomer.withPhone(phone(number)));
                tx.customers().upsertByPhone(NewCustomer.withPhone(phone(0)));
            });
            assertThatExceptionOfType(TransactionMisuseException.class)
                    .isThrownBy(() -> db.useTransaction(tx -> {
                        tx.customers().create(NewCustomer.withPhone(phone(1000 + number)));
                        assertThat(catchThrowable(() -> tx.customers().create(NewCustomer.withPhone(phone(0)))))
                                .isInstanceOf(ConstraintViolationException.class);
                    }));
        }

        assertThat(Rows.count(database, "customers")).isEqualTo(1 + ROUNDS);
    }
}
