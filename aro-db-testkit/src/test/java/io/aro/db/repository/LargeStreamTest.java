package io.aro.db.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.StreamingProcess;
import io.aro.db.fixture.StreamingProcess.Use;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams a million customers in another process, whose heap holds a small part of them. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
@Timeout(300)
class LargeStreamTest {

    private static final String POSTGRES = """
            INSERT INTO customers (id, phone, name, risk_score)
            SELECT ('01890000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, '+1556' || (1000000 + n), 'Ada', n % 100
            FROM generate_series(1, 1000000) AS numbers (n)""";

    private static final String SQLITE = """
            WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000000)
            INSERT INTO customers (id, phone, name, risk_score)
            SELECT format('01890000-0000-7000-8000-%012d', n), '+1556' || (1000000 + n), 'Ada', n % 100 FROM numbers""";

    private final TestDatabase database;

    LargeStreamTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void aMillionCustomersPassThroughASmallHeapThatCannotHoldThem() throws Exception {
        insertAMillion();

        try (StreamingProcess counting = StreamingProcess.start(database, Use.COUNT);
                StreamingProcess holding = StreamingProcess.start(database, Use.HOLD)) {
            assertThat(counting.output()).endsWith(StreamingProcess.report(1_000_000, 49_500_000));
            assertThat(holding.output()).contains("OutOfMemoryError").doesNotContain("customers in order");
        }
    }

    private void insertAMillion() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(database.engine().isPostgres() ? POSTGRES : SQLITE);
        }
    }
}
