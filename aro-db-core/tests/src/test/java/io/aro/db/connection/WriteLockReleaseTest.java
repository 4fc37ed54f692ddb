package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.testkit.AroDatabaseTest;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.SqliteStorage;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * The start of a second writer right after the end of a transaction.
 *
 * <p>A driver that retakes the write lock within the commit reports a successful commit as failed.
 */
class WriteLockReleaseTest {

    abstract static class Contract {

        private final AroDatabase db;
        private final NextWriter next;

        Contract(TestDatabase database) {
            this.next = new NextWriter(database);
            this.db = database.open(next);
        }

        @Test
        void leavesTheWriteLockToTheNextWriterAfterACommit() {
            db.useTransaction(tx -> tx.customers().create(NewCustomer.withPhone("+15550001")));

            assertThat(next.seen).containsExactly(Kind.COMMIT);
            assertThat(db.customers().count(DSL.trueCondition())).isEqualTo(2);
        }

        @Test
        void leavesTheWriteLockToTheNextWriterAfterARollback() {
            assertThatThrownBy(() -> db.useTransaction(tx -> {
                        tx.customers().create(NewCustomer.withPhone("+15550001"));
                        throw new IOException("undo");
                    }))
                    .isInstanceOf(IOException.class);

            assertThat(next.seen).containsExactly(Kind.ROLLBACK);
            assertThat(db.customers().count(DSL.trueCondition())).isEqualTo(1);
        }
    }

    @Nested
    @BothEngines
    class OnEachEngine extends Contract {

        OnEachEngine(TestDatabase database) {
            super(database);
        }
    }

    @Nested
    @BothEngines(Engine.SQLITE)
    @AroDatabaseTest(sqlite = SqliteStorage.SHARED_MEMORY)
    class InSharedMemory extends Contract {

        InSharedMemory(TestDatabase database) {
            super(database);
        }
    }

    /**
     * A writer on a separate connection, started without a wait right after the end of a transaction in the driver.
     */
    private static final class NextWriter implements JdbcInterceptor {

        private final List<Kind> seen = new ArrayList<>();
        private final TestDatabase database;

        NextWriter(TestDatabase database) {
            this.database = database;
        }

        @Override
        public @Nullable Object intercept(JdbcCall call) throws SQLException {
            Object result = call.proceed();
            if (call.kind() == Kind.COMMIT || call.kind() == Kind.ROLLBACK) {
                write();
                seen.add(call.kind());
            }
            return result;
        }

        private void write() throws SQLException {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(database.engine().isPostgres() ? "SET lock_timeout = 1" : "PRAGMA busy_timeout = 0");
                statement.executeUpdate(
                        "INSERT INTO customers (id, phone) VALUES ('00000000-0000-7000-8000-000000000001', '+15550002')");
            }
        }
    }
}
