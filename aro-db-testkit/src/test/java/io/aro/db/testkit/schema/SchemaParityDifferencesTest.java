package io.aro.db.testkit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.fixture.Rows;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows that the comparison finds each single change on one engine. */
@BothEngines(Engine.POSTGRES_18)
class SchemaParityDifferencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CREATE TABLE more (id integer)                                 | more: column 1, id INTEGER
                    ALTER TABLE customers ADD COLUMN more integer                  | customers: column 23, more INTEGER
                    ALTER TABLE customers ALTER COLUMN phone TYPE varchar(30)      | phone VARCHAR(30) NOT NULL
                    ALTER TABLE customers ALTER COLUMN lifetime_value TYPE numeric(12, 2) | lifetime_value NUMERIC(12,2)
                    ALTER TABLE customers ALTER COLUMN name SET NOT NULL           | name VARCHAR(255) NOT NULL
                    ALTER TABLE customers ALTER COLUMN risk_score SET DEFAULT 1    | risk_score INTEGER NOT NULL DEFAULT 1
                    ALTER TABLE customers ALTER COLUMN created_at DROP DEFAULT     | created_at TIMESTAMPTZ NOT NULL
                    ALTER TABLE dead_letters DROP CONSTRAINT pk_dead_letters       | pk_dead_letters
                    ALTER TABLE customers ADD CONSTRAINT uq_more UNIQUE (email)    | uq_more
                    ALTER TABLE consents DROP CONSTRAINT fk_consents_customer      | fk_consents_customer
                    ALTER TABLE appointments ALTER CONSTRAINT fk_appointments_last_transition NOT DEFERRABLE | ALWAYS_IMMEDIATELY
                    DROP INDEX idx_customer_risk                                   | idx_customer_risk
                    DROP INDEX idx_reminder_sent; CREATE INDEX idx_reminder_sent ON reminder_logs (sent_at) | idx_reminder_sent
                    DROP INDEX idx_workflow_active; CREATE INDEX idx_workflow_active ON workflow_instances (completed_at, failed_at) WHERE completed_at IS NULL OR failed_at IS NULL | completed_at is null or failed_at is null
                    """)
    void aChangeOnOneEngineIsSeen(String change, String shown, TestDatabase postgres) throws SQLException {
        try (TestDatabase sqlite = TestDatabase.sqlite()) {
            SchemaSnapshot onSqlite = SchemaSnapshot.of(sqlite.dataSource()).without("aro_schema_history");
            Rows.execute(postgres, change);
            SchemaSnapshot onPostgres = SchemaSnapshot.of(postgres.dataSource()).without("aro_schema_history");

            assertThat(SchemaParity.differences(onSqlite, onPostgres))
                    .isNotEmpty()
                    .anySatisfy(difference -> assertThat(difference).contains(shown));
        }
    }
}
