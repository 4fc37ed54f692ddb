package io.aro.db.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.customer.NewCustomer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.core.SafeStmtPtr;
import org.sqlite.jdbc4.JDBC4PreparedStatement;

/** The bounds, the end and the gain of a connection's compiled statements. */
class StatementCacheTest {

    @TempDir
    Path directory;

    @Test
    void isBoundedThoughTextsAreNot() throws SQLException {
        try (CachingConnection connection = connect()) {
            List<SafeStmtPtr> compiled = new ArrayList<>();
            for (int number = 0; number < 10_000; number++) {
                compiled.add(use(connection, "select " + number));
            }

            assertThat(connection.idleStatements()).isEqualTo(StatementCache.CAPACITY);
            assertThat(compiled.stream().filter(pointer -> !pointer.isClosed())).hasSize(StatementCache.CAPACITY);
        }
    }

    @Test
    void closesLongestUnusedFirst() throws SQLException {
        try (CachingConnection connection = connect()) {
            SafeStmtPtr repeated = use(connection, "select 0");
            SafeStmtPtr unused = use(connection, "select 1");
            for (int number = 2; number <= StatementCache.CAPACITY; number++) {
                use(connection, "select " + number);
                use(connection, "select 0");
            }

            assertThat(unused.isClosed()).isTrue();
            assertThat(repeated.isClosed()).isFalse();
        }
    }

    @Test
    void keepsNoLongText() throws SQLException {
        try (CachingConnection connection = connect()) {
            String list = "select 1 where 1 in (" + "?, ".repeat(30_000) + "?)";

            SafeStmtPtr compiled = use(connection, list);

            assertThat(compiled.isClosed()).isTrue();
            assertThat(connection.idleStatements()).isZero();
        }
    }

    @Test
    void idleStatementsHoldNoLock() throws SQLException {
        try (CachingConnection connection = connect();
                CachingConnection other = connect()) {
            run(connection, "PRAGMA journal_mode = WAL");
            run(connection, "create table pets (id integer primary key, name text)");
            for (CachingConnection each : List.of(connection, other)) {
                use(each, "insert into pets (name) values ('Ada')");
                use(each, "select name from pets");
            }
            assertThat(other.idleStatements()).isEqualTo(2);

            assertThat(first(connection, "PRAGMA wal_checkpoint(TRUNCATE)")).isEqualTo("0");
            run(connection, "VACUUM");
            run(connection, "drop table pets");
        }
    }

    @Test
    void idleStatementsAllowAnotherJournalMode() throws SQLException {
        try (CachingConnection connection = connect()) {
            run(connection, "PRAGMA journal_mode = WAL");
            run(connection, "create table pets (name text)");
            use(connection, "insert into pets (name) values ('Ada')");
            use(connection, "select name from pets");

            assertThat(first(connection, "PRAGMA journal_mode = DELETE")).isEqualTo("delete");
        }
    }

    @Test
    void endsWithItsPool() throws SQLException {
        List<SafeStmtPtr> compiled = new ArrayList<>();
        try (Pools pools = Pools.of(SqliteConfig.file(directory.resolve("pets.db")))) {
            for (Pool pool : List.of(pools.writer(), pools.reader())) {
                try (Connection connection = pool.getConnection()) {
                    compiled.add(use(connection, "select 1"));
                    assertThat(connection.unwrap(CachingConnection.class).idleStatements())
                            .isPositive();
                }
            }
            assertThat(compiled).noneMatch(SafeStmtPtr::isClosed);
        }

        assertThat(compiled).allMatch(SafeStmtPtr::isClosed);
    }

    @Test
    void statementsOutliveTheirTurnInThePool() {
        SqliteConfig config = SqliteConfig.file(directory.resolve("aro.db"))
                .withPlaintextSecrets()
                .withReaders(1);
        try (AroDatabase db = AroDatabase.open(config)) {
            UUID id = db.customers().create(NewCustomer.withPhone("+15550001")).id();
            db.customers().getById(id);
            db.customers().create(NewCustomer.withPhone("+15550002"));
            long read = db.session().read(StatementCacheTest::compilations);
            long written = db.session().write(StatementCacheTest::compilations);

            db.customers().getById(id);
            db.customers().create(NewCustomer.withPhone("+15550003"));

            assertThat(db.session().<Long>read(StatementCacheTest::compilations))
                    .isEqualTo(read);
            assertThat(db.session().<Long>write(StatementCacheTest::compilations))
                    .isEqualTo(written);
        }
    }

    private static long compilations(DSLContext dsl) {
        return dsl.connectionResult(
                connection -> connection.unwrap(CachingConnection.class).compilations());
    }

    private CachingConnection connect() throws SQLException {
        return new CachingConnection("jdbc:sqlite:" + directory.resolve("cache.db"), new Properties());
    }

    private static SafeStmtPtr use(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            SafeStmtPtr pointer = statement.unwrap(JDBC4PreparedStatement.class).pointer;
            statement.execute();
            return pointer;
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String first(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.getString(1);
        }
    }
}
