package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.aro.db.schema.Tables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** Test classes with leaks. */
final class LeakCases {

    private LeakCases() {}

    @AroDatabaseTest
    @SuppressWarnings("MustBeClosedChecker")
    static final class ForgottenCursor {

        @Test
        void forgetsACursor(TestDatabase database) {
            var leaked = DSL.using(database.dataSource(), SQLDialect.SQLITE)
                    .select(Tables.CUSTOMERS.ID)
                    .from(Tables.CUSTOMERS)
                    .fetchLazy();
            assertThat(leaked.isClosed()).isFalse();
        }
    }

    @AroDatabaseTest
    static final class OpenTransaction {

        @Test
        void forgetsToCommit(TestDatabase database) throws SQLException {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("DELETE FROM " + Tables.CUSTOMERS.getName());
            }
        }
    }

    @AroDatabaseTest
    @AllowLeaks("to show that it may")
    static final class Allowed {

        @Test
        void forgetsAConnection(TestDatabase database) throws SQLException {
            assertThat(database.dataSource().getConnection().isClosed()).isFalse();
        }
    }

    @AroDatabaseTest
    static final class FailingAnyway {

        @Test
        void forgetsAConnectionAndFails(TestDatabase database) throws SQLException {
            assertThat(database.dataSource().getConnection().isClosed()).isFalse();
            fail("on purpose");
        }
    }
}
