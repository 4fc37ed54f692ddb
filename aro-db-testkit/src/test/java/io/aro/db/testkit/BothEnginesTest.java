package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

@BothEngines
class BothEnginesTest {

    private final TestDatabase database;

    BothEnginesTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void writesOneRow(TestDatabase sameDatabase) throws SQLException {
        assertThat(sameDatabase).isSameAs(database);
        insertCustomer(database);
    }

    @Test
    void startsWithTheSchemaAndNoRows() throws SQLException {
        assertThat(countCustomers(database)).isEqualTo(1);
    }

    @Test
    void seesNoRowOfAnotherTest() throws SQLException {
        assertThat(countCustomers(database)).isEqualTo(1);
    }

    @Test
    void runsOnTheEngineThatItsNameSays(Engine engine) {
        assertThat(database.engine()).isEqualTo(engine);
        assertThat(database.version()).startsWith(engine.displayName());
    }

    @Nested
    class NestedClasses {

        @Test
        void runOnTheEngineOfTheirEnclosingClass(Engine engine) throws SQLException {
            assertThat(engine).isEqualTo(database.engine());
            assertThat(countCustomers(database)).isEqualTo(1);
        }

        @BothEngines
        void keepTheEngineOfTheClassForMarkedMethods(Engine engine, TestInfo test) {
            assertThat(engine).isEqualTo(database.engine());
            assertThat(test.getDisplayName()).isEqualTo(engine.displayName());
        }
    }

    static void insertCustomer(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO customers (phone) VALUES ('+15550100')");
        }
    }

    static int countCustomers(TestDatabase database) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM customers")) {
            row.next();
            return row.getInt(1);
        }
    }
}
