package io.aro.db.host;

import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.UnavailableException;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.fixture.Rows;
import io.aro.db.refusal.TransactionFailedException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.UnexpectedRollbackException;

/** A full disk of SQLite during a transaction of an application, which continues regardless. */
@BothEngines(Engine.SQLITE)
class FullDiskHostTest {

    private static final String SCAN = "x".repeat(3_000_000);

    private final TestDatabase database;
    private final DataSource pool;
    private final Application spring;
    private final Application threadBound;

    FullDiskHostTest(TestDatabase database) {
        this.database = database;
        this.pool = database.dataSource();
        this.spring = Application.onSpringJdbc(pool, database, TransactionDefinition.PROPAGATION_REQUIRED);
        this.threadBound = Application.onThreadBoundJooq(pool, database);
    }

    @Test
    void leavesNothingOfACallThatTheApplicationRepeats() throws SQLException {
        for (Application application : new Application[] {spring, threadBound}) {
            assertThat(catchThrowable(() -> application.inTransaction(db -> fill(db, FullDiskHostTest::keepScan))))
                    .isInstanceOf(RuntimeException.class);

            assertNothingIsKept();
        }
    }

    @Test
    void leavesNothingOfABlockThatTheApplicationRepeats() throws SQLException {
        for (Application application : new Application[] {spring, threadBound}) {
            assertThat(catchThrowable(() -> application.inTransaction(db -> fill(
                            db,
                            within -> within.useTransaction(tx -> tx.events().append(scan()))))))
                    .isInstanceOf(RuntimeException.class);

            assertNothingIsKept();
        }
    }

    @Test
    void undoesWhatTheApplicationWritesByItselfAfterwards() throws SQLException {
        Rows.execute(database, "CREATE TABLE theirs (number integer)");
        DSLContext theirs = DSL.using(new TransactionAwareDataSourceProxy(pool), Application.dialect(database));

        assertThatExceptionOfType(UnexpectedRollbackException.class)
                .isThrownBy(() -> spring.inTransaction(db -> {
                    fill(db, FullDiskHostTest::keepScan);
                    theirs.execute("INSERT INTO theirs VALUES (1)");
                }));

        assertNothingIsKept();
        assertThat(Rows.count(database, "theirs")).isZero();
    }

    @Test
    void goesOnAfterAFailureThatHasNotEndedIt() throws SQLException {
        spring.inTransaction(db -> {
            db.customers().create(NewCustomer.withPhone(phone(1)));
            assertThatThrownBy(() -> db.customers().create(NewCustomer.withPhone(phone(1))))
                    .isInstanceOf(ConstraintViolationException.class);
            db.customers().create(NewCustomer.withPhone(phone(2)));
        });

        assertThat(Rows.count(database, "customers")).isEqualTo(2);
    }

    private static void fill(AroDatabase db, Consumer<AroDatabase> write) {
        db.customers().create(NewCustomer.withPhone(phone(1)));
        db.session().<Integer>read(dsl -> {
            int pages = dsl.fetchSingle("PRAGMA page_count").get(0, int.class);
            return dsl.fetch("PRAGMA max_page_count = " + (pages + 4)).size();
        });

        assertThatThrownBy(() -> write.accept(db)).isInstanceOf(UnavailableException.class);
        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> db.customers().create(NewCustomer.withPhone(phone(2))))
                .withMessageMatching(".*The disk .* is full.*");
        assertThatExceptionOfType(TransactionFailedException.class)
                .isThrownBy(() -> db.useTransaction(tx -> tx.customers().create(NewCustomer.withPhone(phone(3)))));
    }

    private static void keepScan(AroDatabase db) {
        db.events().append(scan());
    }

    private static NewEvent scan() {
        return NewEvent.of("receipt.kept", "note", UUID.randomUUID(), Actor.user("desk"))
                .withData(Map.of("scan", SCAN));
    }

    private void assertNothingIsKept() throws SQLException {
        assertThat(Rows.count(database, "customers")).isZero();
        assertThat(Rows.count(database, "events")).isZero();
    }
}
