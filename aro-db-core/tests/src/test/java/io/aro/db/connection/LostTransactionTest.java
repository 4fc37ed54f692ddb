package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.fixture.LostTransaction;
import io.aro.db.refusal.TransactionFailedException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.fault.Failure;
import io.aro.db.testkit.fault.Faults;
import io.aro.db.transaction.Transaction;
import java.sql.Connection;
import java.util.function.Consumer;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Transactions ended by the engine or the driver, with callers that go on regardless. */
@BothEngines
class LostTransactionTest {

    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final NewCustomer BOB = NewCustomer.withPhone("+15550002");
    private static final NewCustomer EVE = NewCustomer.withPhone("+15550003");

    private final TestDatabase database;
    private final LostTransaction lost;
    private final Faults faults;
    private final AroDatabase db;

    LostTransactionTest(TestDatabase database) {
        this.database = database;
        this.lost = new LostTransaction(database.engine());
        this.faults = Faults.of(database);
        this.db = database.open(lost.before(faults));
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void isNeitherUsedNorCommittedAfterASavepointInWhichItWasLost() {
        Throwable refusal = catchThrowable(() -> db.inTransaction(tx -> {
            tx.customers().create(ADA);
            lost.atStatement(1);
            assertThatThrownBy(() -> tx.savepoint(part -> part.customers().create(BOB)))
                    .isInstanceOf(UnavailableException.class);

            assertRefused(() -> tx.customers().create(EVE));
            assertRefused(() -> tx.customers().findByPhone(EVE.phone()));
            assertRefused(() -> tx.savepoint(part -> part.customers().create(EVE)));
            assertRefused(() -> tx.session().atomically(session -> "reached"));
            return "the caller believes that all is well";
        }));

        assertThat(refusal).isInstanceOf(TransactionFailedException.class);
        assertNothingIsKept();
    }

    @Test
    void namesTheFailureThatEndedIt() {
        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    lost.atStatement(1);
                    loseIn(tx);
                }))
                .withCauseInstanceOf(UnavailableException.class)
                .withMessageStartingWith("The transaction has already failed")
                .withMessageMatching(
                        database.engine().isPostgres()
                                ? ".*The connection to the database server broke.*"
                                : ".*The disk .* is full.*");
    }

    @Test
    void isRefusedToEverySavepointAroundTheOneThatLostIt() {
        Throwable refusal = catchThrowable(() -> db.inTransaction(tx -> tx.savepoint(outer -> {
            outer.customers().create(ADA);
            outer.savepoint(middle -> {
                middle.customers().create(BOB);
                lost.atStatement(1);
                return catchThrowable(
                        () -> middle.savepoint(inner -> inner.customers().create(EVE)));
            });
            return "the caller believes that all is well";
        })));

        assertThat(refusal).isInstanceOf(TransactionFailedException.class);
        assertNothingIsKept();
    }

    @Test
    void sendsNothingMoreWhenTheFailureIsCaughtBetweenTwoStatementsOfOneCall() {
        Throwable refusal = catchThrowable(() -> db.inTransaction(tx -> {
            tx.customers().create(ADA);
            return tx.session().<Throwable>write(dsl -> {
                lost.atStatement(1);
                assertThat(catchThrowable(() -> dsl.execute("update customers set name = 'Ada'")))
                        .isNotNull();
                return catchThrowable(() -> dsl.execute("delete from customers"));
            });
        }));

        assertThat(refusal).isInstanceOf(TransactionFailedException.class);
        assertNothingIsKept();
    }

    @Test
    void isNotReportedAsReadAfterItWasLost() {
        db.customers().create(ADA);

        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> db.readOnly(tx -> {
                    lost.atStatement(1);
                    assertThat(catchThrowable(
                                    () -> tx.savepoint(part -> part.customers().findByPhone(ADA.phone()))))
                            .isInstanceOf(UnavailableException.class);
                    return "the caller believes that all is well";
                }));
    }

    @Test
    void isLostWithAWorkThatRollsItBackByItself() {
        assertEndedBy(tx -> tx.session().<Integer>write(dsl -> {
            dsl.connection(Connection::rollback);
            return 0;
        }));

        assertNothingIsKept();
    }

    @Test
    void isLostWithAStatementThatRollsItBack() {
        assertEndedBy(tx -> tx.session().<Integer>write(dsl -> dsl.execute("ROLLBACK")));

        assertNothingIsKept();
    }

    @Test
    void isRolledBackAsAWholeWhenTheDiskIsFullAtItsCommit() {
        lost.atCommit();

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(ADA);
                    tx.savepoint(part -> part.customers().create(BOB));
                }))
                .satisfies(refusal -> assertThat(refusal.isRetryable())
                        .isEqualTo(!database.engine().isPostgres()));

        assertNothingIsKept();
    }

    @Test
    void isNotCommittedWithAPartThatCouldNotBeUndone() {
        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(ADA);
                    lost.refusesToUndo();
                    assertThat(catchThrowable(() -> tx.savepoint(part -> {
                                part.customers().create(BOB);
                                throw new IllegalStateException("undo this");
                            })))
                            .isInstanceOf(IllegalStateException.class);
                }));

        assertNothingIsKept();
    }

    @Test
    void goesOnAfterAFailureThatHasNotEndedIt() {
        db.useTransaction(tx -> {
            tx.customers().create(ADA);
            faults.onStatement("insert into customers").fails(Failure.DISK_FULL);
            assertThatThrownBy(() -> tx.savepoint(part -> part.customers().create(BOB)))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            full -> assertThat(full.isRetryable()).isTrue());
            tx.customers().create(EVE);
        });

        assertThat(db.customers().findAll(DSL.noCondition()))
                .extracting(Customer::phone)
                .containsExactlyInAnyOrder(ADA.phone(), EVE.phone());
    }

    private void assertEndedBy(Consumer<Transaction> end) {
        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    tx.customers().create(ADA);
                    end.accept(tx);
                    assertRefused(() -> tx.customers().create(BOB));
                }))
                .withCauseInstanceOf(TransactionMisuseException.class);
    }

    private static void loseIn(Transaction tx) {
        assertThat(catchThrowable(() -> tx.savepoint(part -> part.customers().create(BOB))))
                .isInstanceOf(AroDatabaseException.class);
    }

    private static void assertRefused(Runnable use) {
        assertThatExceptionOfType(TransactionFailedException.class).isThrownBy(use::run);
    }

    /** Asserts that no row is kept and the connection works again. */
    private void assertNothingIsKept() {
        assertThat(db.customers().count(DSL.noCondition())).isZero();
        assertThat(db.inTransaction(tx -> tx.customers().create(EVE)).phone()).isEqualTo(EVE.phone());
        assertThat(db.customers().count(DSL.noCondition())).isOne();
    }
}
