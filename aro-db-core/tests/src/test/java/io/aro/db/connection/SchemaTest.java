package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.fixture.Business;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Neighbour;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.KeyEvent;
import io.aro.db.idempotency.Outcome;
import io.aro.db.migration.Migrator;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jooq.SQLDialect;
import org.jooq.conf.MappedSchema;
import org.jooq.conf.RenderMapping;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** The option for the schema: its names, its independence of the search path, and its refusals. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class SchemaTest {

    private static final IdempotencyKey KEY = IdempotencyKey.of("stripe", "evt_1");

    private final TestDatabase database;

    SchemaTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void takesNamesOfAllKinds() throws SQLException {
        for (String name :
                List.of("x".repeat(63), "a\"b", "Praxis-2", "MIXED case", "a.b", "public,b", "ä 😀", "'", "select")) {
            Business business = Business.create(database, name);

            try (AroDatabase db = business.open()) {
                Given.booked(db, 1);
                assertThat(db.idempotency().execute(KEY, "{}", String.class, tx -> "done"))
                        .as(name)
                        .isInstanceOf(Outcome.Executed.class);
            }
            assertThat(Rows.number(database, "SELECT count(*) FROM " + Neighbour.quoted(name) + ".appointments"))
                    .as(name)
                    .isEqualTo(1);
            business.migrator().validate();
            business.migrator().rollback(0);
        }
    }

    @Test
    void refusesNamesThatPostgresCutsOrOwns() {
        for (String name :
                List.of("", "x".repeat(64), "ä".repeat(32), "a\0b", "pg_catalog", "pg_toast", "information_schema")) {
            Business business = new Business(database, name);

            assertThatExceptionOfType(ConfigurationException.class)
                    .as(name)
                    .isThrownBy(business::config)
                    .withMessageContaining("choose another name");
            assertThatExceptionOfType(ConfigurationException.class).as(name).isThrownBy(business::migrator);
            assertThatExceptionOfType(ConfigurationException.class)
                    .as(name)
                    .isThrownBy(() -> HostConfig.of(SQLDialect.POSTGRES).withSchema(name));
        }
    }

    @Test
    void refusesSchemaThatDoesNotExist() {
        Business absent = new Business(database, "biz_43");
        HostConfig host = HostConfig.of(SQLDialect.POSTGRES).withSchema("biz_43");

        for (Runnable door : List.<Runnable>of(
                absent::open,
                () -> AroDatabase.open(absent.config().withMigration()),
                () -> AroDatabase.over(absent.pool(), host),
                () -> absent.migrator().migrate(),
                () -> absent.migrator().status(),
                () -> absent.migrator().validate(),
                () -> absent.migrator().planRollback(0),
                () -> absent.migrator().rollback(0))) {
            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(door::run)
                    .withMessageContaining("The database has no schema biz_43; create it by CREATE SCHEMA");
        }
    }

    @Test
    void refusesHalfMigratedSchemaBesideACurrentOne() throws SQLException {
        Business business = Business.create(database, "biz_42");
        business.migrator().rollback(4);

        assertThatExceptionOfType(SchemaMismatchException.class)
                .isThrownBy(business::open)
                .withMessageContaining("is at version 4")
                .withMessageContaining("aro-db migrate --schema biz_42");
        AroDatabase.open(business.config().withMigration()).close();
        assertThat(business.migrator().status().state()).isEqualTo(State.CURRENT);
    }

    @Test
    void refusesEmptySchemaBesideACurrentOne() throws SQLException {
        Business business = Business.createEmpty(database, "biz_42");

        assertThatExceptionOfType(SchemaMismatchException.class)
                .isThrownBy(business::open)
                .withMessageContaining("has no schema yet")
                .withMessageContaining("aro-db migrate --schema biz_42 first");
    }

    @Test
    void refusesSchemaOfAnotherRole() throws SQLException {
        Business business = Business.create(database, "biz_42");
        String visitor = String.format(Locale.ROOT, "visitor_%d", System.nanoTime());
        Rows.execute(database, "CREATE ROLE " + visitor + " LOGIN");
        try {
            PostgresConfig visiting =
                    PostgresConfig.of(business.url(), visitor, "").withSchema("biz_42");
            Migrator migrator = Migrator.of(business.url(), visitor, "").withSchema("biz_42");

            for (Runnable door :
                    List.<Runnable>of(() -> AroDatabase.open(visiting), migrator::migrate, migrator::status)) {
                assertThatExceptionOfType(ConfigurationException.class)
                        .isThrownBy(door::run)
                        .withMessageContaining("The role has no right on the schema biz_42; grant USAGE");
            }

            Rows.execute(database, "GRANT USAGE ON SCHEMA biz_42 TO " + visitor);

            assertThatExceptionOfType(ConfigurationException.class)
                    .isThrownBy(() -> AroDatabase.open(visiting))
                    .withMessageContaining("lacks a privilege");
        } finally {
            Rows.execute(database, "DROP OWNED BY " + visitor + "; DROP ROLE " + visitor);
        }
    }

    @Test
    void leavesTheSearchPathOfABorrowedConnection() throws SQLException {
        Business business = Business.createEmpty(database, "biz_42");

        Migrator.of(database.dataSource()).withSchema("biz_42").migrate();

        assertThat(business.migrator().status().state()).isEqualTo(State.CURRENT);
        assertThat(Rows.query(database, "SHOW search_path")).doesNotContain("biz_42");
    }

    /** A process may name the schema in its URL, another by the option; both know one lock for each key. */
    @Test
    void hasTheLocksOfTheSearchPath() throws Exception {
        Business business = Business.create(database, "biz_42");
        String byPath = Neighbour.inSchema(business.url(), "biz_42");
        PostgresConfig config =
                PostgresConfig.of(byPath, database.user(), database.password()).withPoolSize(2);

        try (AroDatabase db = business.open();
                AroDatabase other = AroDatabase.open(config);
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            db.idempotency().execute(KEY, "{}", String.class, tx -> {
                Outcome<String> outcome = thread.submit(
                                () -> other.idempotency().execute(KEY, "{}", String.class, handler -> "twice"))
                        .get(1, TimeUnit.MINUTES);
                assertThat(outcome).isInstanceOf(Outcome.InProgress.class);
                return "done";
            });
        }
    }

    @Test
    void eventsOfKeysNameTheSchema() throws SQLException {
        Business business = Business.create(database, "biz_42");
        List<KeyEvent> events = new ArrayList<>();

        try (AroDatabase db = business.open()) {
            db.withListener(events::add).idempotency().execute(KEY, "{}", String.class, tx -> "done");
        }

        assertThat(events).isNotEmpty().extracting(KeyEvent::schema).containsOnly("biz_42");
    }

    /** The mapping of jOOQ takes the place of the option over a context. */
    @Test
    void followsTheMappingOfAContext() throws SQLException {
        Business business = Business.create(database, "biz_42");
        List<MappedSchema> mappings = List.of(
                new MappedSchema().withInput("").withOutput("biz_42"),
                new MappedSchema().withInputExpression(Pattern.compile(".*")).withOutput("biz_42"));

        for (MappedSchema mapping : mappings) {
            Settings settings = new Settings().withRenderMapping(new RenderMapping().withSchemata(mapping));
            AroDatabase db = AroDatabase.over(DSL.using(business.pool(), SQLDialect.POSTGRES, settings));
            Given.booked(db, mappings.indexOf(mapping));
        }

        assertThat(Rows.count(database, "biz_42.appointments")).isEqualTo(2);
        assertThat(Rows.count(database, "public.appointments")).isZero();
    }
}
