package io.aro.db.customer;

import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.UpsertedCustomer.Outcome;
import io.aro.db.fixture.Rows;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Row locks of upserts on PostgreSQL, beside another session. SQLite has one writer at a time. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class CustomerUpsertLockTest {

    private static final NewCustomer ADA = NewCustomer.withPhone(phone(1))
            .withName("Ada")
            .withEmail("ada@example.org")
            .withTags("vip");

    private final TestDatabase database;
    private final AroDatabase db;

    CustomerUpsertLockTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KEEP")
    void locksTheUnchangedCustomerUntilTheTransactionEnds(ExistingCustomer mode) {
        db.customers().create(ADA);

        db.useTransaction(tx -> {
            assertThat(tx.customers().upsertByPhone(ADA, mode).outcome()).isEqualTo(Outcome.UNCHANGED);

            assertThatThrownBy(() -> Rows.execute(database, "SELECT id FROM customers FOR NO KEY UPDATE NOWAIT"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("could not obtain lock");
        });
    }

    @Test
    void locksNoKeptCustomer() throws SQLException {
        db.customers().create(ADA);

        try (Connection other = database.dataSource().getConnection()) {
            db.inTransaction(tx -> {
                tx.customers().upsertByPhone(ADA);

                execute(other, "SELECT id FROM customers FOR UPDATE NOWAIT");
                return true;
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void letsOtherSessionsReferToTheUnchangedCustomer(ExistingCustomer mode) throws SQLException {
        db.customers().create(ADA);

        try (Connection other = database.dataSource().getConnection()) {
            db.inTransaction(tx -> {
                tx.customers().upsertByPhone(ADA, mode);

                execute(other, "SELECT id FROM customers FOR KEY SHARE NOWAIT");
                return true;
            });
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KEEP")
    void returnsTheValuesOfTheWriterItHasWaitedFor(ExistingCustomer mode) throws Exception {
        db.customers().create(ADA);
        NewCustomer bare = NewCustomer.withPhone(phone(1));

        UpsertedCustomer upserted = besideWriter("UPDATE customers SET name = 'Grace'", bare, mode);

        assertThat(upserted.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(upserted.customer().name()).isEqualTo("Grace");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KEEP")
    void writesADifferenceMadeByTheWriterItHasWaitedFor(ExistingCustomer mode) throws Exception {
        db.customers().create(ADA);

        UpsertedCustomer upserted = besideWriter("UPDATE customers SET name = NULL", ADA, mode);

        assertThat(upserted.outcome()).isEqualTo(Outcome.UPDATED);
        assertThat(upserted.customer().name()).isEqualTo("Ada");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KEEP")
    void leavesADifferenceRemovedByTheWriterItHasWaitedFor(ExistingCustomer mode) throws Exception {
        db.customers().create(NewCustomer.withPhone(phone(1)));

        UpsertedCustomer upserted =
                besideWriter("UPDATE customers SET name = 'Ada', email = 'ada@example.org', tags = '{vip}'", ADA, mode);

        assertThat(upserted.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(upserted.customer().name()).isEqualTo("Ada");
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "KEEP")
    void insertsAfterWaitingForTheDeletion(ExistingCustomer mode) throws Exception {
        db.customers().create(ADA);

        UpsertedCustomer upserted = besideWriter("DELETE FROM customers", ADA, mode);

        assertThat(upserted.outcome()).isEqualTo(Outcome.INSERTED);
    }

    @ParameterizedTest
    @EnumSource
    void findsTheCustomerAfterWaitingForTheInsert(ExistingCustomer mode) throws Exception {
        UpsertedCustomer upserted = besideWriter(
                "INSERT INTO customers (id, phone, name, email, tags) VALUES (gen_random_uuid(), '" + phone(1)
                        + "', 'Ada', 'ada@example.org', '{vip}')",
                ADA,
                mode);

        assertThat(upserted.outcome()).isEqualTo(Outcome.UNCHANGED);
        assertThat(upserted.customer().name()).isEqualTo("Ada");
    }

    /** Upserts while another session has executed, but not yet committed, a statement. */
    private UpsertedCustomer besideWriter(String sql, NewCustomer customer, ExistingCustomer mode) throws Exception {
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Connection writer = database.dataSource().getConnection()) {
            writer.setAutoCommit(false);
            execute(writer, sql);
            Future<UpsertedCustomer> upserted =
                    thread.submit(() -> db.inTransaction(tx -> tx.customers().upsertByPhone(customer, mode)));
            awaitWaiterFor(writer);
            writer.commit();
            return upserted.get();
        }
    }

    private void awaitWaiterFor(Connection writer) throws SQLException {
        try (Connection observer = database.dataSource().getConnection()) {
            String waits = "SELECT count(*) > 0 FROM pg_stat_activity WHERE "
                    + writer.unwrap(org.postgresql.PGConnection.class).getBackendPID()
                    + " = ANY (pg_blocking_pids(pid))";
            while (!isTrue(observer, waits)) {
                LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
            }
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() && result.getBoolean(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
