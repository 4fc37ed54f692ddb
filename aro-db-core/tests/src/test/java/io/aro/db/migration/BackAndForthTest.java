package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.RollbackPlan.Fate;
import io.aro.db.migration.RollbackPlan.Loss;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The announced losses of a rollback, compared with the differences after a rollback and a new migration. */
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

        assertThat(different(before, RowsByKey.of(database), plan)).isEqualTo(named(plan, before));
    }

    @Test
    void aPlanPromisesNothingOfAColumnWhoseTableItLoses() {
        for (int version : olderVersions().toArray()) {
            List<Loss> losses = migrator.planRollback(version).steps().stream()
                    .flatMap(step -> step.losses().stream())
                    .toList();

            assertThat(losses)
                    .as("losses on the way to version %s", version)
                    .filteredOn(loss ->
                            loss.name().contains(".") && lostTables(losses).contains(table(loss)))
                    .extracting(Loss::fate)
                    .allMatch(Fate.LOST::equals);
        }
    }

    private static Set<String> lostTables(List<Loss> losses) {
        return losses.stream()
                .filter(loss -> loss.fate() == Fate.LOST && !loss.name().contains("."))
                .map(Loss::name)
                .collect(Collectors.toSet());
    }

    private static String table(Loss loss) {
        return loss.name().split("\\.", 2)[0];
    }

    /**
     * Returns the differences. A lost table is different in all columns, since a new row may get the key of an old row.
     */
    private static Set<String> different(RowsByKey before, RowsByKey after, RollbackPlan plan) {
        Set<String> different = new TreeSet<>(before.changedIn(after));
        List<Loss> losses =
                plan.steps().stream().flatMap(step -> step.losses().stream()).toList();
        lostTables(losses).stream()
                .map(before::columns)
                .filter(columns -> columns.stream().anyMatch(different::contains))
                .toList()
                .forEach(different::addAll);
        return different;
    }

    private static Set<String> named(RollbackPlan plan, RowsByKey rows) {
        Set<String> named = new TreeSet<>();
        plan.steps().stream()
                .flatMap(step -> step.losses().stream())
                .filter(loss -> loss.fate() != Fate.RESTORED)
                .forEach(loss -> named.addAll(rows.columns(loss.name())));
        return named;
    }
}
