package io.aro.db.pooler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.HostConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.error.ConfigurationException;
import io.aro.db.fixture.PgBouncer;
import io.aro.db.fixture.Pooler;
import io.aro.db.fixture.Rows;
import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** Parameters of a connection through a pooler: refused, dropped and kept. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class PoolerParametersTest {

    private static final String TENANT = "currentSchema=tenant";

    private final TestDatabase database;

    PoolerParametersTest(TestDatabase database) {
        this.database = database;
    }

    @ParameterizedTest
    @EnumSource
    void namesARefusedParameterAndItsCure(Pooler.Kind kind) throws Exception {
        try (Pooler pooler = kind.before(database, 1)) {
            refuses(() -> AroDatabase.open(config(pooler, TENANT)))
                    .hasMessage("The pooler refuses the start-up parameter search_path; remove currentSchema from the"
                            + " URL, and set the path by ALTER ROLE … SET search_path.");
            refuses(() -> migrator(pooler, TENANT).status())
                    .hasMessageStartingWith("The pooler refuses the start-up parameter search_path; ");
            refuses(() -> AroDatabase.open(config(pooler, "options=-c%20work_mem=1MB")))
                    .hasMessage(options());
            refuses(() -> AroDatabase.open(config(pooler, "").withPooled(false)))
                    .hasMessage(options());
        }
    }

    @Test
    void refusesAnotherSchemaThanTheUrlNames() throws Exception {
        Rows.execute(database, "CREATE SCHEMA tenant");
        try (Pooler pooler = PgBouncer.before(database, "ignore_startup_parameters=search_path")) {
            PGSimpleDataSource pool = pool(pooler, TENANT + "&prepareThreshold=0");

            refuses(() -> AroDatabase.open(config(pooler, TENANT))).hasMessage(otherSchema());
            refuses(() -> AroDatabase.open(config(pooler, TENANT).withPooled(true)))
                    .hasMessage(otherSchema());
            refuses(() -> migrator(pooler, TENANT).status()).hasMessage(otherSchema());
            refuses(() -> AroDatabase.over(pool, HostConfig.of(SQLDialect.POSTGRES)))
                    .hasMessage(otherSchema());
            AroDatabase.open(config(pooler, "currentSchema=%22public%22,tenant"))
                    .close();
        }
    }

    @Test
    void preparesStatementsOnlyIfTheUrlSaysSo() throws Exception {
        try (Pooler pooler = Pooler.Kind.PROXY.before(database, 1)) {
            assertThat(prepareThreshold(config(pooler, ""))).isZero();
            assertThat(prepareThreshold(config(pooler, "prepareThreshold=7"))).isEqualTo(7);
        }
        PostgresConfig direct = PostgresConfig.of(database.jdbcUrl(), database.user(), database.password());
        assertThat(prepareThreshold(direct)).isEqualTo(5);
        assertThat(prepareThreshold(direct.withPooled(true))).isZero();
    }

    private static int prepareThreshold(PostgresConfig config) {
        try (AroDatabase db = AroDatabase.open(config.withPoolSize(1))) {
            return db.session()
                    .<Integer>read(dsl -> dsl.connectionResult((Connection connection) ->
                            connection.unwrap(PGConnection.class).getPrepareThreshold()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesAHostsPoolWithPreparedStatementsBehindAPooler(Pooler.Kind kind) throws Exception {
        HostConfig config = HostConfig.of(SQLDialect.POSTGRES);
        String cure = "The connections of the pool pass through a pooler, where prepared statements may run as others;"
                + " add prepareThreshold=0 to the URL, or prepareThreshold=4 if the pooler tracks them.";
        try (Pooler pooler = kind.before(database, 1)) {
            refuses(() -> AroDatabase.over(pool(pooler, ""), config)).hasMessage(cure);
            refuses(() -> AroDatabase.over(DSL.using(pool(pooler, ""), SQLDialect.POSTGRES)))
                    .hasMessage(cure);

            assertThat(AroDatabase.over(pool(pooler, "prepareThreshold=0"), config)
                            .customers()
                            .count(DSL.noCondition()))
                    .isZero();
            AroDatabase.over(pool(pooler, "prepareThreshold=4"), config);
        }
        AroDatabase.over(database.dataSource(), config);
    }

    private PostgresConfig config(Pooler pooler, String parameters) {
        return PostgresConfig.of(pooler.url(database) + "?" + parameters, database.user(), database.password());
    }

    private Migrator migrator(Pooler pooler, String parameters) {
        return Migrator.of(pooler.url(database) + "?" + parameters, database.user(), database.password());
    }

    private PGSimpleDataSource pool(Pooler pooler, String parameters) {
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(pooler.url(database) + "?" + parameters);
        pool.setUser(database.user());
        pool.setPassword(database.password());
        return pool;
    }

    private static String options() {
        return "The pooler refuses the start-up parameter options; remove options from the URL, or withPooled(false) from"
                + " the configuration, and set each by ALTER ROLE … SET.";
    }

    private static String otherSchema() {
        return "The URL names the schema tenant, and the connection works in the schema public; create the schema, or,"
                + " behind a pooler, replace currentSchema by ALTER ROLE … SET search_path.";
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refuses(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(ConfigurationException.class);
    }
}
