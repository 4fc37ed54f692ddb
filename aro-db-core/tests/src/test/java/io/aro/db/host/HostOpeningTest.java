package io.aro.db.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.HostTransactions;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.UnavailableException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.sqlite.SQLiteDataSource;

/** Opening over pools of applications with an unsuitable configuration. */
@BothEngines
class HostOpeningTest {

    private final TestDatabase database;
    private final SQLDialect dialect;

    HostOpeningTest(TestDatabase database) {
        this.database = database;
        this.dialect = Application.dialect(database);
    }

    @Test
    void refusesAPoolWhoseWritesWouldNeverBeCommitted() {
        DataSource manual = new DelegatingDataSource(database.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.setAutoCommit(false);
                return connection;
            }
        };

        assertThatThrownBy(() -> AroDatabase.over(manual, HostConfig.of(dialect)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("auto-commit")
                .hasMessageContaining("spring.datasource.hikari.auto-commit=true");
        assertThatThrownBy(() -> AroDatabase.over(DSL.using(manual, dialect)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("auto-commit");
        HostTransactions ofAnotherPool = new SpringTransactions(new DataSourceTransactionManager(manual), manual);
        HostConfig config = HostConfig.of(dialect).withTransactions(ofAnotherPool);
        assertThatThrownBy(() -> AroDatabase.over(database.dataSource(), config))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("auto-commit");
    }

    @BothEngines(Engine.SQLITE)
    void refusesAPoolOnWhichAnAppointmentOfNobodyCouldBeStored() {
        SQLiteDataSource plain = new SQLiteDataSource();
        plain.setUrl(database.jdbcUrl());

        assertThatThrownBy(() -> AroDatabase.over(plain, HostConfig.of(dialect)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("foreign_keys=on");
        assertThatThrownBy(() -> AroDatabase.over(DSL.using(plain, dialect)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("foreign_keys=on");

        plain.setUrl(database.jdbcUrl() + "?foreign_keys=on");
        assertThat(AroDatabase.over(plain, HostConfig.of(dialect))).isNotNull();
    }

    @Test
    void refusesASingleConnectionWhereARenewalNeedsASecond() {
        try (HikariDataSource single = new HikariDataSource()) {
            single.setDataSource(database.dataSource());
            single.setMaximumPoolSize(1);
            HostConfig config = HostConfig.of(dialect);

            if (database.engine().isPostgres()) {
                for (DataSource pool : List.of(single, new DelegatingDataSource(single))) {
                    assertThatThrownBy(() -> AroDatabase.over(pool, config))
                            .isInstanceOf(ConfigurationException.class)
                            .hasMessageContaining("spring.datasource.hikari.maximum-pool-size");
                }
                single.setMaximumPoolSize(2);
            }
            assertThat(AroDatabase.over(single, config)).isNotNull();
        }
    }

    @Test
    void refusesOtherEngines() {
        assertThatThrownBy(() -> HostConfig.of(SQLDialect.H2))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("aro-db works with SQLite and PostgreSQL only, not with H2.");
    }

    @Test
    void saysThatNoConnectionCanBeHad() {
        DataSource empty = new DelegatingDataSource(database.dataSource()) {
            @Override
            public Connection getConnection() throws SQLException {
                throw new SQLTransientConnectionException("no connection in time");
            }
        };

        assertThatThrownBy(() -> AroDatabase.over(empty, HostConfig.of(dialect)))
                .isInstanceOf(UnavailableException.class);
    }
}
