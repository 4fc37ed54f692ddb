package io.aro.db.testkit.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.ContentionException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.error.UnavailableException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.fault.Faults.AutoCloseableFault;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@BothEngines
class FaultsTest {

    private final TestDatabase database;
    private final Faults faults;
    private final AroDatabase db;

    FaultsTest(TestDatabase database) {
        this.database = database;
        this.faults = Faults.of(database);
        this.db = database.open(faults);
    }

    @ParameterizedTest
    @EnumSource
    void comeOutAsTheExceptionsOfProductionAndLeaveNothingBehind(Failure failure) {
        faults.onStatement("insert into customers").fails(failure);

        assertThatThrownBy(() -> insertTwo()).isInstanceOf(exceptionOf(failure));

        assertThat(count()).isZero();
        insertTwo();
        assertThat(count()).isEqualTo(2);
        faults.assertAllHit();
    }

    private static Class<? extends AroDatabaseException> exceptionOf(Failure failure) {
        return switch (failure) {
            case DEADLOCK, SERIALIZATION, LOCK_TIMEOUT -> ContentionException.class;
            case DISK_FULL, UNREACHABLE -> UnavailableException.class;
        };
    }

    @Test
    void hitTheNthStatement() {
        faults.onStatement(2).fails(Failure.DEADLOCK);

        assertThatThrownBy(this::insertTwo).isInstanceOf(ContentionException.class);

        assertThat(faults.hits()).singleElement().asString().startsWith("statement 2: DEADLOCK at EXECUTE insert into");
        assertThat(count()).isZero();
    }

    @Test
    void keepACommitFromHappening() {
        faults.onCommit(1).fails(Failure.SERIALIZATION);

        assertThatThrownBy(this::insertTwo).isInstanceOf(ContentionException.class);

        assertThat(count()).isZero();
    }

    @Test
    void keepATransactionFromBeginning() {
        faults.onBegin(1).fails(Failure.LOCK_TIMEOUT);

        assertThatThrownBy(this::insertTwo).isInstanceOf(ContentionException.class);

        assertThat(count()).isZero();
    }

    @Test
    void cutAConnectionWhereThereIsAServer(Engine engine) {
        if (!engine.isPostgres()) {
            assertRefused(() -> faults.onStatement(2).isCut());
            return;
        }
        faults.onStatement(2).isCut();

        assertThatThrownBy(this::insertTwo).isInstanceOf(UnavailableException.class);

        assertThat(count()).isZero();
        insertTwo();
    }

    @Test
    void loseTheAnswerToACommitThatHasHappened(Engine engine) {
        if (!engine.isPostgres()) {
            assertRefused(() -> faults.onCommit(1).losesItsAnswer());
            return;
        }
        faults.onCommit(1).losesItsAnswer();

        assertThatThrownBy(this::insertTwo).isInstanceOf(UnavailableException.class);

        assertThat(count()).isEqualTo(2);
    }

    private static void assertRefused(Runnable planting) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(planting::run)
                .withMessageContaining("cannot happen on SQLite, for lack of a server");
    }

    @Test
    void letACallWaitAtAGate() {
        try (Gate gate = faults.onCommit(1).waitsAtAGate()) {
            CompletableFuture<Void> inserting = CompletableFuture.runAsync(this::insertTwo);
            gate.awaitArrival();

            assertThat(countBySomebodyElse()).isZero();
            assertThat(inserting).isNotDone();

            gate.open();
            inserting.join();
            assertThat(countBySomebodyElse()).isEqualTo(2);
        }
    }

    @Test
    void delayACall() {
        faults.onStatement(1).isDelayedBy(Duration.ofMillis(20));
        long start = System.nanoTime();

        insertTwo();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
    }

    @Test
    void exhaustThePoolUntilTheyAreOver() {
        try (AutoCloseableFault exhausted = faults.exhaustPool()) {
            assertThatExceptionOfType(UnavailableException.class)
                    .isThrownBy(this::count)
                    .withMessageContaining("enlarge the pool");
            assertThat(exhausted).isNotNull();
        }

        assertThat(count()).isZero();
    }

    @Test
    void keepOthersFromWritingUntilTheyAreOver() {
        AroDatabaseConfig config = impatient();
        try (AroDatabase other = AroDatabase.open(config)) {
            try (AutoCloseableFault busy = faults.makeBusy("customers")) {
                assertThatThrownBy(() -> other.customers().create(NewCustomer.withPhone("+15550100")))
                        .isInstanceOf(ContentionException.class);
                assertThat(other.customers().findByPhone("+15550100")).isEmpty();
                assertThat(busy).isNotNull();
            }

            assertThat(other.customers().create(NewCustomer.withPhone("+15550100")))
                    .isNotNull();
        }
    }

    @Test
    void makeNoTableBusyThatIsMisspelt() {
        assertThatThrownBy(() -> faults.makeBusy("custmers"))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage("There is no table custmers; did you mean customers?");
    }

    private AroDatabaseConfig impatient() {
        return switch (AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password())) {
            case SqliteConfig sqlite -> sqlite.withBusyTimeout(Duration.ofMillis(50));
            case PostgresConfig postgres ->
                PostgresConfig.of(
                        withParameter(postgres.url(), "options=-c%20lock_timeout=50"),
                        postgres.user(),
                        postgres.password());
        };
    }

    /** Returns the URL with a parameter added; the URL of a container already has parameters. */
    private static String withParameter(String url, String parameter) {
        return url + (url.contains("?") ? "&" : "?") + parameter;
    }

    @Test
    void failATestThatDoesNotComeToThem() {
        faults.onStatement(99).fails(Failure.DEADLOCK);
        faults.onCommit(2).fails(Failure.SERIALIZATION);

        insertTwo();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(faults::assertAllHit)
                .withMessage("These faults were planted and never reached:"
                        + " statement 99: DEADLOCK (after 2 statements and 2 of 99 matching calls),"
                        + " commit 2: SERIALIZATION (after 2 statements and 1 of 2 matching calls);"
                        + " reach them in the test, plant them elsewhere, or disarm them. Reached so far: []");
        faults.disarm();
    }

    @Test
    void failADatabaseThatIsClosedBeforeThey() {
        TestDatabase own = database.sibling();
        Faults.of(own).onStatement("delete").fails(Failure.DEADLOCK);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(own::close)
                .withMessageContaining("a statement with \"delete\": DEADLOCK (after 0 statements");
    }

    @Test
    void failATestInWhichNobodyAsksAnExhaustedPool() {
        faults.exhaustPool().close();

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(faults::assertAllHit)
                .withMessageContaining("an exhausted pool (no connection was requested);");
        faults.disarm();
    }

    @Test
    void happenOneAfterTheOtherAtStatementsWithTheSameText() {
        faults.onStatement("insert into customers").fails(Failure.DEADLOCK);
        faults.onStatement("insert into customers").fails(Failure.DISK_FULL);

        assertThatThrownBy(this::insertTwo).isInstanceOf(ContentionException.class);
        assertThatThrownBy(this::insertTwo).isInstanceOf(UnavailableException.class);

        insertTwo();
        assertThat(faults.hits()).hasSize(2);
    }

    @Test
    void happenAtCallsOfDifferentNumbers() {
        faults.onStatement(1).fails(Failure.DEADLOCK);
        faults.onStatement(2).fails(Failure.DISK_FULL);

        assertThatThrownBy(this::insertTwo).isInstanceOf(ContentionException.class);
        assertThatThrownBy(this::insertTwo).isInstanceOf(UnavailableException.class);
    }

    @Test
    void areRefusedAtACallThatHasOne() {
        faults.onStatement(2).fails(Failure.DEADLOCK);
        assertThat(count()).isZero();

        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> faults.onStatement(1).fails(Failure.DISK_FULL))
                .withMessage("Two faults cannot happen at one call. Already planted is statement 2: DEADLOCK; plant the"
                        + " second at another call, or disarm the first.");
        assertThatThrownBy(this::count).isInstanceOf(ContentionException.class);
    }

    @Test
    void sayThatAnotherHappenedWhereTheyWereDue() {
        faults.onStatement("insert into customers").fails(Failure.DEADLOCK);
        faults.onStatement(1).fails(Failure.DISK_FULL);

        assertThatThrownBy(this::insertTwo).isInstanceOf(ContentionException.class);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(faults::assertAllHit)
                .withMessageContaining(
                        "statement 1: DISK_FULL (after 1 statement and 1 of 1 matching calls, the last of them"
                                + " hit by another fault);");
        faults.disarm();
    }

    private void insertTwo() {
        db.useTransaction(tx -> {
            tx.customers().create(NewCustomer.withPhone("+15550101"));
            tx.customers().create(NewCustomer.withPhone("+15550102"));
        });
    }

    private long count() {
        return db.customers().count(DSL.noCondition());
    }

    private long countBySomebodyElse() {
        return database.open().customers().count(DSL.noCondition());
    }
}
