package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.RollbackPlan.Fate;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares what the plan of a rollback names with what is different after going back and migrating again. */
@BothEngines({Engine.SQLITE, Engine.POSTGRES_18})
class BackAndForthTest {

    private final TestDatabase database;
    private final Migrator migrator;

    BackAndForthTest(TestDatabase database) {
        this.database = database;
        this.migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
    }

    static IntStream olderVersions() {
        return IntStream.range(0, MigrationSet.aro().sqliteScripts().size());
    }

    @ParameterizedTest
    @MethodSource("olderVersions")
    void planNamesEveryColumnWhoseValuesAreLostOrChange(int version) {
        Set<String> empty = new EveryColumn(database).fill();
        assertThat(empty).as("columns without a value").isEmpty();
        RowsByKey before = RowsByKey.of(database);

        RollbackPlan plan = migrator.planRollback(version);
        migrator.rollback(version);
        migrator.migrate();

        assertThat(before.changedIn(RowsByKey.of(database))).isEqualTo(named(plan, before));
    }

    private static Set<String> named(RollbackPlan plan, RowsByKey rows) {
        Set<String> named = new TreeSet<>();
        plan.steps().stream()
                .flatMap(step -> step.losses().stream())
                .filter(loss -> loss.fate() != Fate.RESTORED)
                .forEach(loss -> named.addAll(rows.columns(loss.what())));
        return named;
    }
}
