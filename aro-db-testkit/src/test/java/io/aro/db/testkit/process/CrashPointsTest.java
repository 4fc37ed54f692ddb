package io.aro.db.testkit.process;

import static io.aro.db.testkit.process.CrashPoints.Moment.AFTER;
import static io.aro.db.testkit.process.CrashPoints.Moment.BEFORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.PlainSource;
import io.aro.db.fixture.Rows;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.process.CrashPoints.Moment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
class CrashPointsTest {

    private final TestDatabase database;
    private final DataSource source;
    private final AroDatabase db;
    private final List<Point> points = new ArrayList<>();

    /** The number of points during the opening of the database. */
    private int opening;

    CrashPointsTest(TestDatabase database, TestClock clock) {
        PlainSource plain = PlainSource.of(database.jdbcUrl(), database.user(), database.password());
        this.database = database;
        this.source = CrashPoints.telling(
                        (ordinal, moment, label) -> points.add(new Point(ordinal - opening, moment, label)))
                .over(plain.dataSource());
        this.db = AroDatabase.over(DSL.using(source, plain.dialect()), clock);
        opening = points.size();
        points.clear();
    }

    @Test
    void tellsOfEachStatementAndTheCommitOfATransaction() {
        db.useTransaction(tx -> {
            tx.customers().create(NewCustomer.withPhone("+15550100"));
            tx.customers().findByPhone("+15550100");
        });

        assertThat(points)
                .containsExactly(
                        new Point(1, BEFORE, "insert customers"),
                        new Point(2, AFTER, "insert customers"),
                        new Point(3, BEFORE, "select customers"),
                        new Point(4, AFTER, "select customers"),
                        new Point(5, BEFORE, "commit"),
                        new Point(6, AFTER, "commit"));
    }

    @Test
    void tellsOfAStatementThatFailsAndOfTheRollback() {
        Given.customer(database.open(), 1);

        assertThatThrownBy(() -> db.useTransaction(tx -> tx.customers().create(NewCustomer.withPhone(Given.phone(1)))))
                .isInstanceOf(ConstraintViolationException.class);

        assertThat(points)
                .containsExactly(
                        new Point(1, BEFORE, "insert customers"),
                        new Point(2, AFTER, "insert customers"),
                        new Point(3, BEFORE, "rollback"),
                        new Point(4, AFTER, "rollback"));
    }

    @Test
    void liesRightBeforeAndRightAfterTheCommit() throws SQLException {
        List<Long> seen = new ArrayList<>();
        PlainSource plain = PlainSource.of(database.jdbcUrl(), database.user(), database.password());
        DataSource watched = CrashPoints.telling((ordinal, moment, label) -> {
                    if (label.equals("commit")) {
                        seen.add(countFromOutside());
                    }
                })
                .over(plain.dataSource());

        AroDatabase.over(DSL.using(watched, plain.dialect()))
                .useTransaction(tx -> tx.customers().create(NewCustomer.withPhone("+15550100")));

        assertThat(seen).containsExactly(0L, 1L);
    }

    @Test
    void tellsOfABatchOnceAndOfASavepoint() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO customers (phone) VALUES (?)");
                Statement plain = connection.createStatement()) {
            connection.setAutoCommit(false);
            var savepoint = connection.setSavepoint();
            for (String phone : List.of("+15550100", "+15550101")) {
                insert.setString(1, phone);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.rollback(savepoint);
            plain.executeUpdate("DELETE FROM customers");
            connection.commit();
        }

        assertThat(points)
                .extracting(Point::label)
                .containsExactly(
                        "insert customers",
                        "insert customers",
                        "rollback to savepoint",
                        "rollback to savepoint",
                        "delete customers",
                        "delete customers",
                        "commit",
                        "commit");
    }

    @Test
    void tellsNothingOfWhatDoesNotGoThroughIt() {
        Given.customer(database.open(), 1);

        assertThat(points).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "insert into \"events\" (\"id\") select \"id\" from \"customers\" | insert events",
                "update \"customers\" set \"name\" = (select \"name\" from \"events\") | update customers",
                "DELETE FROM customers | delete customers",
                "with \"c\" as (select 1 from \"events\") insert into \"customers\" (\"id\") select 1 | insert customers",
                "with \"c\" as (select 1 from \"events\") select * from \"c\" | select events",
                "insert into \"customers\" (\"id\") values (1) on conflict do update set \"id\" = 1 | insert customers",
                "select 1 | select",
                "PRAGMA foreign_keys | pragma",
                "batch | batch"
            })
    void callsAStatementByItsVerbAndItsTable(String sql, String label) {
        assertThat(CrashPoints.label(sql)).isEqualTo(label);
    }

    private long countFromOutside() {
        try {
            return Rows.count(database, "customers");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Point(int ordinal, Moment moment, String label) {}
}
