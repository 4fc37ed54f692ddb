package io.aro.db.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.Effort;
import io.aro.db.fixture.StreamingProcess;
import io.aro.db.fixture.StreamingProcess.Use;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams of up to a million customers in a process with a heap for a small part of them. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(300)
class LargeStreamTest {

    private static final String POSTGRES = """
            INSERT INTO customers (id, phone, name, risk_score)
            SELECT ('01890000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '+1556' || (1000000 + n), 'Ada', n %% 100
            FROM generate_series(1, %s) AS numbers (n)""";

    private static final String SQLITE = """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < %s)
            INSERT INTO customers (id, phone, name, risk_score)
            SELECT format('01890000-0000-7000-8000-%%012d', n), '+1556' || (1000000 + n), 'Ada', n %% 100 FROM numbers""";

    /** The sum of the scores 0 to 99. */
    private static final long SCORES_OF_A_HUNDRED = 4_950;

    private static final int CUSTOMERS = 100_000 * Effort.of(4, 10);

    private final TestDatabase database;

    LargeStreamTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void customersPassThroughASmallHeapThatCannotHoldThem() throws Exception {
        insertCustomers();

        try (StreamingProcess counting = StreamingProcess.start(database, Use.COUNT);
                StreamingProcess holding = StreamingProcess.start(database, Use.HOLD)) {
            assertThat(counting.output())
                    .endsWith(StreamingProcess.report(CUSTOMERS, CUSTOMERS / 100L * SCORES_OF_A_HUNDRED));
            assertThat(holding.output()).contains("OutOfMemoryError").doesNotContain("customers in order");
        }
    }

    private void insertCustomers() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    String.format(Locale.ROOT, database.engine().isPostgres() ? POSTGRES : SQLITE, CUSTOMERS));
        }
    }
}
