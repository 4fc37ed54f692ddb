package io.aro.db.internal.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.fixture.Rows;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Statements prepared on the server, after changes without the driver's knowledge. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class ServerPreparedStatementTest {

    /** The driver prepares a statement on the server from the fifth use on. */
    private static final int USES = 8;

    private static final String OTHER_TYPE = "ALTER TABLE customers ALTER COLUMN name TYPE varchar(400)";

    /** The effect of {@code DISCARD ALL} by a pooler. Hidden in a block, because the driver watches its own commands. */
    private static final String DISCARD = "DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$";

    private final TestDatabase database;
    private AroDatabase db;
    private Customer ada;

    ServerPreparedStatementTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void prepareOnTheOnlyConnection() {
        db = AroDatabase.open(PostgresConfig.of(database.jdbcUrl(), database.user(), database.password())
                .withPoolSize(1));
        ada = db.customers().create(NewCustomer.withPhone("+15550100").withName("Ada"));
        for (int i = 0; i < USES; i++) {
            db.customers().getById(ada.id());
        }
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void readsAfterAColumnChangedItsType() throws SQLException {
        Rows.execute(database, OTHER_TYPE);

        assertThat(db.customers().getById(ada.id())).isEqualTo(ada);
    }

    @Test
    void failsRetryablyInATransactionAfterAColumnChangedItsType() throws SQLException {
        Rows.execute(database, OTHER_TYPE);

        assertThatThrownBy(this::readInTransaction)
                .isInstanceOfSatisfying(
                        AroDatabaseException.class,
                        failure -> assertThat(failure.isRetryable()).isTrue());
        readInTransaction();
    }

    @Test
    void readsAfterAPoolerDiscardedTheStatements() {
        discard();

        assertThat(db.customers().getById(ada.id())).isEqualTo(ada);
    }

    @Test
    void namesTheSettingForAPoolerInATransaction() {
        discard();

        assertThatThrownBy(this::readInTransaction)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("prepareThreshold=0");
        readInTransaction();
    }

    private void readInTransaction() {
        db.useTransaction(tx -> assertThat(tx.customers().getById(ada.id())).isEqualTo(ada));
    }

    private void discard() {
        db.session().run(dsl -> dsl.execute(DISCARD));
    }
}
