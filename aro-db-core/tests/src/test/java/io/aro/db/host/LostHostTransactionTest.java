package io.aro.db.host;

import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.jooq.impl.DSL.noCondition;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.fixture.LostTransaction;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.refusal.TransactionFailedException;
import io.aro.db.testkit.AllowLeaks;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.TransactionDefinition;

/** Transactions of an application ended by the engine, with an application that continues and commits. */
@BothEngines
@AllowLeaks("connections to PostgreSQL are cut off, over which nothing can be rolled back")
class LostHostTransactionTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("stripe", "evt-1");

    private final TestDatabase database;
    private final LostTransaction lost;
    private final DataSource pool;
    private final Application spring;
    private final List<Application> applications;

    LostHostTransactionTest(TestDatabase database) {
        this.database = database;
        this.lost = new LostTransaction(database.engine());
        this.pool = lost.over(database.dataSource());
        this.spring = Application.onSpringJdbc(pool, database, TransactionDefinition.PROPAGATION_REQUIRED);
        this.applications = List.of(
                spring,
                Application.onSpringJpa(pool, database, TransactionDefinition.PROPAGATION_REQUIRED),
                Application.onThreadBoundJooq(pool, database),
                Application.onJooq(pool, database));
    }

    @AfterEach
    void close() {
        applications.forEach(Application::close);
    }

    @Test
    void isNotCommittedAfterARequestThatJoinedItHasLostIt() throws SQLException {
        assertNothingIsKept(db -> db.idempotency().withJoining(true).execute(KEY, "{}", String.class, tx -> {
            lost.atStatement(1);
            tx.customers().create(NewCustomer.withPhone(phone(2)));
            return "never";
        }));
    }

    @Test
    void isNotCommittedAfterABlockThatJoinedItHasLostIt() throws SQLException {
        assertNothingIsKept(db -> db.useTransaction(tx -> {
            lost.atStatement(1);
            tx.customers().create(NewCustomer.withPhone(phone(2)));
        }));
    }

    @Test
    void isNotCommittedAfterASavepointOfABlockHasLostIt() throws SQLException {
        assertNothingIsKept(db -> db.useTransaction(tx -> {
            lost.atStatement(1);
            assertThat(catchThrowable(
                            () -> tx.savepoint(part -> part.customers().create(NewCustomer.withPhone(phone(2))))))
                    .isInstanceOf(UnavailableException.class);
        }));
    }

    @Test
    void isNotCommittedAfterASingleCallHasLostIt() throws SQLException {
        assertNothingIsKept(db -> {
            lost.atStatement(1);
            db.customers().create(NewCustomer.withPhone(phone(2)));
        });
    }

    @Test
    void isNotCommittedAfterAReadHasLostIt() throws SQLException {
        assertNothingIsKept(db -> {
            lost.atStatement(1);
            db.customers().findByPhone(phone(1));
        });
    }

    @Test
    void namesTheFailureThatEndedItUntilItsEnd() {
        assertThat(catchThrowable(() -> spring.inTransaction(db -> {
                    lost.atStatement(1);
                    Throwable first = catchThrowable(() -> db.customers().findByPhone(phone(1)));

                    assertThatExceptionOfType(TransactionFailedException.class)
                            .isThrownBy(() -> db.customers().findByPhone(phone(1)))
                            .satisfies(refusal -> assertThat(refusal.getCause()).hasMessage(first.getMessage()));
                    assertThatExceptionOfType(TransactionFailedException.class)
                            .isThrownBy(() -> db.useTransaction(tx -> {}));
                    assertThatExceptionOfType(TransactionFailedException.class)
                            .isThrownBy(() ->
                                    db.idempotency().withJoining(true).execute(KEY, "{}", String.class, tx -> "never"));
                })))
                .isInstanceOf(RuntimeException.class);
    }

    @Test
    void leavesAnotherTransactionOfTheSameThreadAlone() {
        Application separate = Application.onSpringJdbc(pool, database, TransactionDefinition.PROPAGATION_REQUIRES_NEW);

        assertThat(catchThrowable(() -> spring.inTransaction(db -> {
                    lost.atStatement(1);
                    assertThat(catchThrowable(() -> db.customers().findByPhone(phone(1))))
                            .isInstanceOf(UnavailableException.class);

                    separate.inTransaction(other -> other.customers().create(NewCustomer.withPhone(phone(3))));

                    assertThatExceptionOfType(TransactionFailedException.class)
                            .isThrownBy(() -> db.customers().create(NewCustomer.withPhone(phone(4))));
                })))
                .isInstanceOf(RuntimeException.class);

        assertThat(spring.db().customers().findByPhone(phone(3))).isPresent();
        assertThat(spring.db().customers().findByPhone(phone(4))).isEmpty();
    }

    /** Asserts that no row is kept and the next transaction works. */
    private void assertNothingIsKept(Consumer<AroDatabase> loss) throws SQLException {
        for (Application application : applications) {
            Throwable refusal = catchThrowable(() -> application.inTransaction(db -> {
                db.customers().create(NewCustomer.withPhone(phone(1)));
                assertThatThrownBy(() -> loss.accept(db)).isInstanceOf(AroDatabaseException.class);
                assertThat(lost.isReached()).isTrue();

                goOn(() -> db.customers().create(NewCustomer.withPhone(phone(3))));
                goOn(() -> db.events().append(NewEvent.of("note.kept", "note", UUID.randomUUID(), Actor.user("us"))));
                goOn(() -> db.useTransaction(tx -> tx.customers().create(NewCustomer.withPhone(phone(4)))));
            }));

            assertThat(refusal).as("%s", applications.indexOf(application)).isInstanceOf(RuntimeException.class);
            assertThat(Rows.count(database, "customers")).isZero();
            assertThat(Rows.count(database, "events")).isZero();
            assertThat(Rows.count(database, "idempotency_keys")).isZero();
            application.inTransaction(
                    db -> db.useTransaction(tx -> tx.customers().count(noCondition())));
        }
    }

    private static void goOn(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(AroDatabaseException.class);
    }
}
