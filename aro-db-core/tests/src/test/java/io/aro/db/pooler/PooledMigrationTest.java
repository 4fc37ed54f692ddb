package io.aro.db.pooler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.fixture.Leftovers;
import io.aro.db.fixture.Pooler;
import io.aro.db.migration.Migrator;
import io.aro.db.migration.SchemaStatus;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Migrations and checks of the schema through a pooler in transaction mode. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(120)
class PooledMigrationTest {

    private static final int SERVERS = 2;

    @ParameterizedTest
    @EnumSource
    void refusesToMigrateThroughAPoolerAndLeavesNothing(Pooler.Kind kind, @Unmigrated TestDatabase empty)
            throws Exception {
        try (Pooler pooler = kind.before(empty, SERVERS)) {
            Migrator migrator = through(pooler, empty);

            refuses(migrator::migrate);
            refuses(() -> migrator.rollback(0));
            refuses(() -> AroDatabase.open(pooler.config(empty).withMigration()));

            assertThat(direct(empty).status().version()).isZero();
            assertThat(Leftovers.on(pooler, empty, SERVERS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void migratesByTheDirectUrlAndLeavesNothing(Pooler.Kind kind, @Unmigrated TestDatabase empty) throws Exception {
        try (Pooler pooler = kind.before(empty, SERVERS)) {
            AroDatabase.open(pooler.config(empty).withMigration().withMigrationUrl(empty.jdbcUrl()))
                    .close();

            assertThat(direct(empty).status().isCurrent()).isTrue();
            assertThat(Leftovers.on(pooler, empty, SERVERS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void checksTheSchemaThroughAPoolerAndLeavesNothing(Pooler.Kind kind, TestDatabase database) throws Exception {
        Migrator direct = direct(database);
        try (Pooler pooler = kind.before(database, SERVERS)) {
            Migrator migrator = through(pooler, database);

            assertThat(migrator.status()).isEqualTo(direct.status());
            migrator.validate();
            for (int time = 0; time < 6; time++) {
                migrator.requireCurrent();
            }
            assertThat(migrator.planRollback(1).steps())
                    .isEqualTo(direct.planRollback(1).steps());

            assertThat(Leftovers.on(pooler, database, SERVERS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void explainsAnUnusableSchemaThroughAPoolerAndLeavesNothing(Pooler.Kind kind, TestDatabase database)
            throws Exception {
        Migrator direct = direct(database);
        try (Pooler pooler = kind.before(database, SERVERS)) {
            for (int version : List.of(direct.status().version() - 1, 0)) {
                direct.rollback(version);
                SchemaStatus status = through(pooler, database).status();

                assertThat(status).isEqualTo(direct.status());
                assertThat(status.version()).isEqualTo(version);
                assertThatThrownBy(() -> AroDatabase.open(pooler.config(database)))
                        .isInstanceOf(SchemaMismatchException.class);
            }

            assertThat(Leftovers.on(pooler, database, SERVERS)).isEmpty();
        }
    }

    private static Migrator through(Pooler pooler, TestDatabase database) {
        return Migrator.of(pooler.url(database), database.user(), database.password());
    }

    private static Migrator direct(TestDatabase database) {
        return Migrator.of(database.jdbcUrl(), database.user(), database.password());
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The connection passes through a pooler, and a migration needs a session of its own; pass"
                        + " the URL of the server itself to aro-db migrate, Migrator.of or"
                        + " PostgresConfig.withMigrationUrl.");
    }
}
