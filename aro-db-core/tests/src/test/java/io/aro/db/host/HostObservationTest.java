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
import io.aro.db.observation.DatabaseEvent.CallFailed;
import io.aro.db.observation.DatabaseEvent.RequestHandled;
import io.aro.db.observation.DatabaseEvent.RequestResult;
import io.aro.db.observation.DatabaseEvent.StatusChanged;
import io.aro.db.observation.HeardEvents;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.util.UUID;
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
    private final HeardEvents heard = new HeardEvents();

    HostObservationTest(TestDatabase database) {
        this.database = database;
        this.spring =
                Application.onSpringJdbc(database.dataSource(), database, TransactionDefinition.PROPAGATION_REQUIRED);
        this.db = spring.db().withDatabaseListener(heard);
        this.visit = Given.booked(spring.db(), 1).id();
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
            assertThat(heard.all()).isEmpty();
        });

        assertThat(heard.of(StatusChanged.class))
                .containsExactly(new StatusChanged(BOOKED, CONFIRMED), new StatusChanged(CONFIRMED, CANCELLED));
        assertThat(heard.ends())
                .containsExactly(HeardEvents.end(JOINED, COMMITTED), HeardEvents.end(JOINED, COMMITTED));
        assertThat(heard.of(RequestHandled.class).stream().map(RequestHandled::result))
                .containsExactly(RequestResult.EXECUTED);
    }

    @Test
    void hearsOfNoChangeIfTheApplicationRollsBack() {
        assertThatThrownBy(() -> spring.inTransaction(inside -> {
                    confirmAndExecute();
                    throw new IllegalStateException("the application changes its mind");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(heard.ends())
                .containsExactly(HeardEvents.end(JOINED, ROLLED_BACK), HeardEvents.end(JOINED, ROLLED_BACK));
        assertThat(heard.all()).hasSize(2);
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

        assertThat(heard.of(StatusChanged.class)).containsExactly(new StatusChanged(BOOKED, CANCELLED));
        assertThat(heard.ends())
                .containsExactly(HeardEvents.end(JOINED, ROLLED_BACK), HeardEvents.end(JOINED, COMMITTED));
        assertThat(heard.of(RequestHandled.class).stream().map(RequestHandled::result))
                .containsExactly(RequestResult.FAILED);
    }

    @Test
    void hearsOfCallsRefusedInsideATransactionOfTheApplication() {
        spring.inTransaction(inside -> {
            assertThatException().isThrownBy(() -> db.readOnly(tx -> tx.events().findLatest(1)));
            assertThatException().isThrownBy(() -> db.idempotency().execute(KEY, "{}", String.class, tx -> "never"));
            assertThatException().isThrownBy(() -> db.idempotency().cleanup());
        });

        assertThat(heard.ends()).containsExactly(HeardEvents.end(READ_ONLY, REFUSED));
        assertThat(heard.of(CallFailed.class))
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

        assertThat(heard.of(StatusChanged.class)).hasSize(2);
        assertThat(heard.ends()).isNotEmpty().containsOnly(HeardEvents.end(OWN, COMMITTED));
    }

    @Test
    void hearsOverAContextOfItsOwnCommitsAlone() {
        DSLContext theirs = DSL.using(database.dataSource(), Application.dialect(database));
        theirs.transaction(inside -> AroDatabase.over(inside.dsl(), database.clock())
                .withDatabaseListener(heard)
                .appointments()
                .updateStatus(visit, CONFIRMED, DESK));
        assertThat(heard.all()).isEmpty();

        AroDatabase.over(theirs, database.clock())
                .withDatabaseListener(heard)
                .appointments()
                .updateStatus(visit, CANCELLED, DESK);

        assertThat(heard.of(StatusChanged.class)).containsExactly(new StatusChanged(CONFIRMED, CANCELLED));
        assertThat(heard.ends()).containsExactly(HeardEvents.end(OWN, COMMITTED));
    }
}
