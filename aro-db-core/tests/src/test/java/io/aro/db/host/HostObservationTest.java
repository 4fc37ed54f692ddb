package io.aro.db.host;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.observation.DatabaseEvent.TransactionEnd.COMMITTED;
import static io.aro.db.observation.DatabaseEvent.TransactionEnd.REFUSED;
import static io.aro.db.observation.DatabaseEvent.TransactionEnd.ROLLED_BACK;
import static io.aro.db.observation.DatabaseEvent.TransactionMode.JOINED;
import static io.aro.db.observation.DatabaseEvent.TransactionMode.OWN;
import static io.aro.db.observation.DatabaseEvent.TransactionMode.READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.fixture.Given;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.observation.DatabaseEvent;
import io.aro.db.observation.DatabaseEvent.CallFailed;
import io.aro.db.observation.DatabaseEvent.RequestHandled;
import io.aro.db.observation.DatabaseEvent.RequestResult;
import io.aro.db.observation.DatabaseEvent.StatusChanged;
import io.aro.db.observation.DatabaseEvent.TransactionEnd;
import io.aro.db.observation.DatabaseEvent.TransactionEnded;
import io.aro.db.observation.DatabaseEvent.TransactionMode;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;

/** The events of calls inside transactions of the application. */
@BothEngines
class HostObservationTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "evt-1");

    private final TestDatabase database;
    private final Application spring;
    private final AroDatabase db;
    private final UUID visit;
    private final List<DatabaseEvent> events = new CopyOnWriteArrayList<>();

    HostObservationTest(TestDatabase database) {
        this.database = database;
        this.spring =
                Application.onSpringJdbc(database.dataSource(), database, TransactionDefinition.PROPAGATION_REQUIRED);
        this.db = spring.db().withDatabaseListener(events::add);
        this.visit = Given.booked(spring.db(), 1).id();
    }

    private <E extends DatabaseEvent> List<E> heard(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<String> ends() {
        return heard(TransactionEnded.class).stream()
                .map(ended -> end(ended.mode(), ended.end()))
                .toList();
    }

    private static String end(TransactionMode mode, TransactionEnd end) {
        return mode + " " + end;
    }

    private void confirmAndExecute() {
        db.useTransaction(tx -> tx.appointments().updateStatus(visit, CONFIRMED, DESK));
        db.idempotency().withJoining(true).execute(KEY, "{}", String.class, tx -> {
            tx.appointments().updateStatus(visit, CANCELLED, DESK);
            return "done";
        });
    }

    @Test
    void hearsOfJoinedTransactionsOnceTheApplicationCommits() {
        spring.inTransaction(inside -> {
            confirmAndExecute();
            assertThat(events).isEmpty();
        });

        assertThat(heard(StatusChanged.class))
                .containsExactly(new StatusChanged(BOOKED, CONFIRMED), new StatusChanged(CONFIRMED, CANCELLED));
        assertThat(ends()).containsExactly(end(JOINED, COMMITTED), end(JOINED, COMMITTED));
        assertThat(heard(RequestHandled.class).stream().map(RequestHandled::result))
                .containsExactly(RequestResult.EXECUTED);
    }

    @Test
    void hearsOfNoChangeIfTheApplicationRollsBack() {
        assertThatThrownBy(() -> spring.inTransaction(inside -> {
                    confirmAndExecute();
                    throw new IllegalStateException("the application changes its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(ends()).containsExactly(end(JOINED, ROLLED_BACK), end(JOINED, ROLLED_BACK));
        assertThat(events).hasSize(2);
    }

    @Test
    void hearsOfAJoinedPartThatFails() {
        spring.inTransaction(inside -> {
            assertThatException()
                    .isThrownBy(() -> db.idempotency().withJoining(true).execute(KEY, "{}", String.class, tx -> {
                        tx.appointments().updateStatus(visit, CONFIRMED, DESK);
                        throw new IllegalStateException("the handler fails");
                    }));
            db.appointments().updateStatus(visit, CANCELLED, DESK);
        });

        assertThat(heard(StatusChanged.class)).containsExactly(new StatusChanged(BOOKED, CANCELLED));
        assertThat(ends()).containsExactly(end(JOINED, ROLLED_BACK), end(JOINED, COMMITTED));
        assertThat(heard(RequestHandled.class).stream().map(RequestHandled::result))
                .containsExactly(RequestResult.FAILED);
    }

    @Test
    void hearsOfCallsRefusedInsideATransactionOfTheApplication() {
        spring.inTransaction(inside -> {
            assertThatException().isThrownBy(() -> db.readOnly(tx -> tx.events().findLatest(1)));
            assertThatException().isThrownBy(() -> db.idempotency().execute(KEY, "{}", String.class, tx -> "never"));
            assertThatException().isThrownBy(() -> db.idempotency().cleanup());
        });

        assertThat(ends()).containsExactly(end(READ_ONLY, REFUSED));
        assertThat(heard(CallFailed.class))
                .hasSize(3)
                .containsOnly(new CallFailed(TransactionMisuseException.class, false));
    }

    @Test
    void hearsOfTransactionsBesideTheApplication() {
        db.useTransaction(tx -> tx.appointments().updateStatus(visit, CONFIRMED, DESK));
        db.idempotency().executeLeased(KEY, "{}", String.class, lease -> {
            lease.inTransaction(tx -> tx.appointments().updateStatus(visit, CANCELLED, DESK));
            return "done";
        });

        assertThat(heard(StatusChanged.class)).hasSize(2);
        assertThat(ends()).isNotEmpty().containsOnly(end(OWN, COMMITTED));
    }

    @Test
    void hearsOverAContextOfItsOwnCommitsAlone() {
        DSLContext theirs = DSL.using(database.dataSource(), Application.dialect(database));
        theirs.transaction(inside -> AroDatabase.over(inside.dsl(), database.clock())
                .withDatabaseListener(events::add)
                .appointments()
                .updateStatus(visit, CONFIRMED, DESK));
        assertThat(events).isEmpty();

        AroDatabase.over(theirs, database.clock())
                .withDatabaseListener(events::add)
                .appointments()
                .updateStatus(visit, CANCELLED, DESK);

        assertThat(heard(StatusChanged.class)).containsExactly(new StatusChanged(CONFIRMED, CANCELLED));
        assertThat(ends()).containsExactly(end(OWN, COMMITTED));
    }
}
