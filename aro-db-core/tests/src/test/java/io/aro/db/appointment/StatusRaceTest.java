package io.aro.db.appointment;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.visit;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Histories;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.lifecycle.IllegalTransitionException;
import io.aro.db.lifecycle.LostRaceException;
import io.aro.db.testkit.BothEngines;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Concurrent moves of the same appointment: exactly one of two exclusive moves succeeds. */
@BothEngines
class StatusRaceTest {

    private static final int ROUNDS = Effort.of(3, 10);
    private static final int MANY_ROUNDS = Effort.of(50, 200);

    private final AroDatabase db;
    private final UUID ada;

    StatusRaceTest(AroDatabase db) {
        this.db = db;
        this.ada = Given.customer(db, 1).id();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 16})
    void letsOneOfTwoExclusiveMovesWin(int threads) throws Exception {
        try (Crew crew = Crew.of(threads)) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID id = Given.in(db, ada, IN_PROGRESS).id();

                Results<Appointment> results =
                        crew.together(member -> move(id, member % 2 == 0 ? COMPLETED : NO_SHOW, DESK));

                assertThat(results.values()).hasSize(1);
                assertThat(results.failures())
                        .hasSize(threads - 1)
                        .hasOnlyElementsOfType(IllegalTransitionException.class);
                assertThat(db.appointments().getById(id))
                        .isEqualTo(results.values().getFirst());
                Histories.assertReplays(db, id);
            }
        }
        Customer customer = db.customers().getById(ada);
        int completed = customer.lifetimeValue().intValueExact() / 120;
        assertThat(completed + customer.noShowCount()).isEqualTo(ROUNDS);
    }

    @Test
    void letsOneOfTwoExclusiveMovesWinAmongSixtyFourCallers() throws Exception {
        AppointmentStatus[] wanted = {CANCELLED, NO_SHOW, CONFIRMED, IN_PROGRESS};
        try (Crew crew = Crew.of(64)) {
            for (int round = 0; round < MANY_ROUNDS; round++) {
                UUID id = db.appointments().create(visit(ada)).id();

                Results<Appointment> results = crew.together(member -> move(id, wanted[member % 4], DESK));

                assertThat(results.values())
                        .filteredOn(moved -> moved.status() == CANCELLED || moved.status() == NO_SHOW)
                        .hasSize(1);
                assertThat(results.failures())
                        .hasSize(64 - results.values().size())
                        .allSatisfy(failure -> assertThat(failure)
                                .isInstanceOfAny(IllegalTransitionException.class, LostRaceException.class));
                Histories.assertReplays(db, id);
            }
        }
        Histories.assertCountsAddUp(db, ada);
    }

    @Test
    void letsOneOfSixteenCallersWithTheSameVersionWin() throws Exception {
        try (Crew crew = Crew.of(16)) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID id = db.appointments().create(visit(ada)).id();

                Results<Appointment> results = crew.together(
                        member -> move(id, member % 2 == 0 ? CONFIRMED : RESCHEDULED, DESK.withExpectedVersion(1)));

                assertThat(results.values()).hasSize(1);
                assertThat(results.failures()).hasSize(15).hasOnlyElementsOfType(LostRaceException.class);
                Histories.assertReplays(db, id);
            }
        }
    }

    @Test
    void appliesACommandOnceThatSixteenSendWhileTheMoveBecomesLegalAgain() throws Exception {
        try (Crew crew = Crew.of(16)) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID id = db.appointments().create(visit(ada)).id();

                Results<Appointment> results = crew.together(member -> {
                    move(id, RESCHEDULED, DESK.withCommandId("move-1"));
                    return move(id, BOOKED, DESK.withCommandId("back-1"));
                });

                assertThat(results.failures()).isEmpty();
                assertThat(results.values()).hasSize(16);
                assertThat(db.appointments().getById(id).version()).isEqualTo(3);
                Histories.assertReplays(db, id);
            }
        }
        assertThat(db.customers().getById(ada).rescheduleCount()).isEqualTo(ROUNDS);
    }

    @Test
    void keepsEveryMoveOfAFreeForAll() throws Exception {
        AppointmentStatus[] wanted = {CONFIRMED, RESCHEDULED, BOOKED, CANCELLED};
        try (Crew crew = Crew.of(16)) {
            for (int round = 0; round < ROUNDS; round++) {
                UUID id = db.appointments().create(visit(ada)).id();

                Results<Appointment> results = crew.together(member -> move(id, wanted[member % 4], DESK));

                assertThat(results.failures())
                        .allSatisfy(failure -> assertThat(failure)
                                .isInstanceOfAny(IllegalTransitionException.class, LostRaceException.class));
                assertThat(db.appointments().getById(id).version())
                        .isEqualTo(1 + results.values().size());
                Histories.assertReplays(db, id);
            }
        }
    }

    @Test
    void countsMovesOfSeveralAppointmentsOfOneCustomerThatHappenAtOnce() throws Exception {
        int threads = 8;
        try (Crew crew = Crew.of(threads)) {
            for (int round = 1; round <= ROUNDS; round++) {
                UUID customer = Given.customer(db, 1 + round).id();
                List<UUID> ids = IntStream.range(0, 2 * threads)
                        .mapToObj(i -> db.appointments().create(visit(customer)).id())
                        .toList();

                List<Throwable> failures = new ArrayList<>();
                failures.addAll(crew.together(member -> move(ids.get(member), CONFIRMED, DESK))
                        .failures());
                assertThat(db.customers().getById(customer).confirmationRate()).isEqualTo("50.00");
                failures.addAll(crew.together(member -> move(ids.get(member), IN_PROGRESS, DESK))
                        .failures());
                failures.addAll(crew.together(member -> move(ids.get(member), COMPLETED, DESK))
                        .failures());
                failures.addAll(crew.together(member -> move(ids.get(threads + member), CANCELLED, DESK))
                        .failures());

                assertThat(failures).isEmpty();
                Customer after = db.customers().getById(customer);
                assertThat(after.confirmationRate()).isEqualTo("50.00");
                assertThat(after.lifetimeValue()).isEqualTo("960.00");
                assertThat(after.cancelCount()).isEqualTo(threads);
            }
        }
    }

    private Appointment move(UUID id, AppointmentStatus to, StatusChange change) {
        return db.appointments().updateStatus(id, to, change);
    }
}
