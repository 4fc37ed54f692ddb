package io.aro.db.host;

import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.CustomerRow;
import io.aro.db.customer.ExistingCustomer;
import io.aro.db.customer.ImportReport;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ContentionException;
import io.aro.db.error.StatementFailedException;
import io.aro.db.error.UnavailableException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connections of an application with a listener that replaces jOOQ's exceptions. */
@BothEngines
class HostFailuresTest {

    private final AtomicBoolean down = new AtomicBoolean();
    private final TestDatabase database;
    private final AroDatabase db;

    HostFailuresTest(TestDatabase database) {
        this.database = database;
        SQLDialect dialect = database.engine().isPostgres() ? SQLDialect.POSTGRES : SQLDialect.SQLITE;
        ConnectionProvider connections =
                new FailingConnections(new DataSourceConnectionProvider(database.dataSource()), down);
        DSLContext theirs =
                DSL.using(DSL.using(connections, dialect).configuration().deriveAppending(new Translating()));
        db = AroDatabase.over(theirs, database.clock());
    }

    @Test
    void namesTheBrokenRuleOutsideAndInsideTransactions() {
        db.customers().create(NewCustomer.withPhone(phone(1)));

        assertThatThrownBy(() -> db.customers().create(NewCustomer.withPhone(phone(1))))
                .isInstanceOf(ConstraintViolationException.class);
        assertThatThrownBy(() -> db.useTransaction(tx -> tx.customers().create(NewCustomer.withPhone(phone(1)))))
                .isInstanceOf(ConstraintViolationException.class);
        db.useTransaction(tx -> {
            assertThatThrownBy(() -> tx.savepoint(part -> part.customers().create(NewCustomer.withPhone(phone(1)))))
                    .isInstanceOf(ConstraintViolationException.class);
            tx.customers().create(NewCustomer.withPhone(phone(2)));
        });
        assertThat(db.customers().findByPhone(phone(2))).isPresent();
    }

    @Test
    void namesAFailureOfAnyOtherLibraryInTheTransactionToo() {
        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    throw new TranslatedException(new SQLException("their statement failed", "40001"));
                }))
                .isInstanceOfSatisfying(
                        ContentionException.class,
                        failure -> assertThat(failure).hasRootCauseInstanceOf(SQLException.class));
    }

    @Test
    void leavesExceptionsOfTheApplicationAsTheyAre() {
        IllegalStateException theirs = new IllegalStateException("no database in it");

        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    throw theirs;
                }))
                .isSameAs(theirs);
        assertThatThrownBy(() -> db.session().read(dsl -> {
                    throw theirs;
                }))
                .isSameAs(theirs);
        assertThatThrownBy(() -> db.session().read(dsl -> {
                    throw new DataAccessException("too many rows");
                }))
                .isInstanceOf(StatementFailedException.class);
    }

    @Test
    void leavesAnExceptionOfTheApplicationThatHasOneOfOursAsItsCause() {
        db.customers().create(NewCustomer.withPhone(phone(1)));

        assertThatThrownBy(() -> db.useTransaction(tx -> {
                    try {
                        tx.customers().create(NewCustomer.withPhone(phone(1)));
                    } catch (ConstraintViolationException e) {
                        throw new TranslatedException(e);
                    }
                }))
                .isInstanceOf(TranslatedException.class);
    }

    @Test
    void importsWhatItCanAndReportsEachRowItRejects() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE UNIQUE INDEX ours ON customers (name)");
        }
        Stream<CustomerRow> rows = Stream.of(
                new CustomerRow(phone(1), null, "Ada", null, null),
                new CustomerRow(phone(2), null, "Ada", null, null),
                new CustomerRow(phone(3), null, "Bob", null, null));

        ImportReport report = db.customers().importAll(rows, ExistingCustomer.KEEP);

        assertThat(report.inserted()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(1);
    }

    @Test
    void saysThatTheServerIsAwaySoThatTheCallCanBeRepeated() {
        down.set(true);

        assertThatThrownBy(() -> db.customers().findByPhone(phone(1))).satisfies(HostFailuresTest::isPassing);
        assertThatThrownBy(() -> db.useTransaction(tx -> {})).satisfies(HostFailuresTest::isPassing);

        down.set(false);
        assertThat(db.customers().findByPhone(phone(1))).isEmpty();
    }

    @Test
    void leavesWhatItRefusesItselfAsItIs() {
        assertThatThrownBy(() -> db.customers().create(NewCustomer.withPhone("")))
                .isInstanceOf(InvalidValueException.class);
    }

    private static void isPassing(Throwable refusal) {
        assertThat(refusal)
                .isInstanceOfSatisfying(
                        UnavailableException.class,
                        away -> assertThat(away.isRetryable()).isTrue());
    }

    /** A framework's exception, with the driver's exception deep in the chain of causes. */
    private static final class TranslatedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TranslatedException(Throwable cause) {
            super("translated", new IllegalStateException("in between", cause));
        }
    }

    private static final class Translating implements ExecuteListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void exception(ExecuteContext context) {
            SQLException driver = context.sqlException();
            if (driver != null) {
                context.exception(new TranslatedException(driver));
            }
        }
    }

    /** A provider of connections that fails without a SQLSTATE during an outage, like a pool. */
    private record FailingConnections(ConnectionProvider connections, AtomicBoolean down)
            implements ConnectionProvider {

        @Override
        public @Nullable Connection acquire() {
            if (down.get()) {
                throw new TranslatedException(new SQLTransientConnectionException("no connection in time"));
            }
            return connections.acquire();
        }

        @Override
        public void release(Connection connection) {
            connections.release(connection);
        }
    }
}
