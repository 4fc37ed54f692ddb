package io.aro.db.spring.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.spring.Contexts;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** The schema at the start of a service: migrated, checked or left alone, before the host's own Flyway. */
@BothEngines
class SchemaAtStartTest {

    private static final MigrationSet HOST = new MigrationSet("db/host", "host_schema_history");
    private static final String THEIR_SCRIPTS = "spring.flyway.locations=classpath:db/theirs";

    private final TestDatabase database;

    SchemaAtStartTest(@Unmigrated TestDatabase database) {
        this.database = database;
    }

    private ApplicationContextRunner service() {
        return Contexts.on(database);
    }

    private ApplicationContextRunner withFlyway() {
        return service()
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(THEIR_SCRIPTS);
    }

    private static int rows(AssertableApplicationContext context, String table) {
        Integer count =
                context.getBean(JdbcTemplate.class).queryForObject("SELECT count(*) FROM " + table, Integer.class);
        return count == null ? -1 : count;
    }

    @Test
    void isMigratedOnceAndThenLeft() {
        service()
                .run(context -> context.getBean(AroDatabase.class)
                        .customers()
                        .upsertByPhone(NewCustomer.withPhone("+12025550101")));

        service().run(context -> assertThat(rows(context, "customers")).isEqualTo(1));
    }

    @Test
    void isOnlyCheckedInModeVerify() {
        service().withPropertyValues("aro.db.schema.mode=verify").run(context -> {
            FailureAnalysis analysis = Contexts.analysis(context.getStartupFailure());

            assertThat(analysis.getDescription()).contains("has no schema yet");
            assertThat(analysis.getAction()).contains("aro-db migrate", "aro.db.schema.mode=migrate");
        });
        Migrator.of(Contexts.url(database), database.user(), database.password())
                .migrate();
        service()
                .withPropertyValues("aro.db.schema.mode=verify")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(AroDatabase.class));
    }

    @Test
    void isLeftAloneInModeNever() {
        service().withPropertyValues("aro.db.schema.mode=never").run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(AroSchemaInitializer.class);
            assertThat(context.getBean(JdbcTemplate.class)
                            .queryForList(
                                    database.engine().isPostgres()
                                            ? "SELECT 1 FROM pg_tables WHERE tablename = 'customers'"
                                            : "SELECT 1 FROM sqlite_schema WHERE name = 'customers'"))
                    .isEmpty();
        });
    }

    @Test
    void includesTheSetsOfTheServiceAfterOurs() {
        service().withBean(MigrationSet.class, () -> HOST).run(context -> {
            assertThat(rows(context, "host_notes")).isZero();
            assertThat(rows(context, "host_schema_history")).isPositive();
        });
    }

    @Test
    void comesBeforeTheHostsFlyway() {
        withFlyway().run(context -> assertThat(rows(context, "invoices")).isEqualTo(1));
        withFlyway().run(context -> assertThat(rows(context, "invoices")).isEqualTo(1));
    }

    @Test
    void comesBeforeTheHostsFlywayWithSetsOfTheServiceToo() {
        withFlyway().withBean(MigrationSet.class, () -> HOST).run(context -> {
            assertThat(rows(context, "host_notes")).isZero();
            assertThat(rows(context, "invoices")).isEqualTo(1);
        });
    }

    @Test
    void comesBesideAnOlderFlywayHistoryOfTheHost() {
        service()
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(
                        "aro.db.enabled=false",
                        "spring.flyway.locations=classpath:db/none",
                        "spring.flyway.fail-on-missing-locations=false")
                .run(context -> assertThat(context).hasNotFailed());

        withFlyway().run(context -> assertThat(rows(context, "invoices")).isEqualTo(1));
    }

    @Test
    void leavesTheBaselineToThePropertiesOfTheHost() {
        withFlyway()
                .withPropertyValues("spring.flyway.baseline-on-migrate=true", "spring.flyway.baseline-version=1")
                .run(context -> assertThat(context.getBean(JdbcTemplate.class)
                                .queryForObject(
                                        "SELECT count(*) FROM flyway_schema_history WHERE type = 'BASELINE'",
                                        Integer.class))
                        .isEqualTo(1));
    }

    @Test
    void leavesTheRefusalOfForeignTablesToFlyway() {
        service()
                .withPropertyValues("aro.db.enabled=false")
                .run(context -> context.getBean(JdbcTemplate.class).execute("CREATE TABLE theirs (id INTEGER)"));

        withFlyway().run(context -> assertThat(context).getFailure().hasMessageContaining("non-empty schema"));
    }

    @Test
    void comesBeforeTheScriptsOfSpringBoot() {
        service()
                .withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
                .withPropertyValues(
                        "spring.sql.init.mode=always",
                        "spring.sql.init.schema-locations=classpath:db/theirs/V1__add_invoices.sql")
                .run(context -> assertThat(rows(context, "invoices")).isEqualTo(1));
    }

    @BothEngines(Engine.POSTGRES_18)
    void isInTheNamedSchema() {
        service()
                .withPropertyValues("aro.db.enabled=false")
                .run(context -> context.getBean(JdbcTemplate.class).execute("CREATE SCHEMA biz_42"));

        withFlyway()
                .withPropertyValues("aro.db.schema.name=biz_42", "spring.flyway.locations=classpath:db/none")
                .run(context -> {
                    context.getBean(AroDatabase.class).customers().upsertByPhone(NewCustomer.withPhone("+12025550101"));

                    assertThat(rows(context, "biz_42.customers")).isEqualTo(1);
                });
    }

    @BothEngines(Engine.POSTGRES_18)
    void refusesASchemaThatDoesNotExist() {
        service().withPropertyValues("aro.db.schema.name=biz_43").run(context -> {
            FailureAnalysis analysis = Contexts.analysis(context.getStartupFailure());

            assertThat(analysis.getDescription()).contains("no schema biz_43");
            assertThat(analysis.getAction()).contains("CREATE SCHEMA", "aro.db.schema.name");
        });
    }

    @BothEngines(Engine.SQLITE)
    void refusesASchemaOnSqlite() {
        service().withPropertyValues("aro.db.schema.name=biz_42").run(context -> {
            FailureAnalysis analysis = Contexts.analysis(context.getStartupFailure());

            assertThat(analysis.getDescription()).isEqualTo("SQLite has no schemas.");
        });
    }
}
