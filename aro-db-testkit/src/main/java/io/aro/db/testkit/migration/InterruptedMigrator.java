package io.aro.db.testkit.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.migration.Writes.Interruption;
import io.aro.db.testkit.migration.Writes.Way;
import io.aro.db.testkit.schema.SchemaSnapshot;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A migrator that is ended early in one script, wherever that can leave something behind, and followed by another.
 *
 * @param set the scripts so far
 * @param schema reads the schema without histories
 * @param script the newest script of the set
 * @param before the version before it
 */
record InterruptedMigrator(
        TestDatabase database, MigrationSet set, Supplier<SchemaSnapshot> schema, String script, int before) {

    /** Makes the table of the history, which the first migrate of a database has to write besides. */
    void makeHistory() {
        next().migrate();
        next().rollback(before);
    }

    /** Applies the script and takes it back, each time to be ended early; leaves it applied. */
    void goUpAndDown() {
        Consumer<Migrator> goingBack = migrator -> migrator.rollback(before);
        SchemaSnapshot without = schema.get();
        List<Interruption> onTheWay = interruptions(Migrator::migrate);
        SchemaSnapshot with = schema.get();
        List<Interruption> onTheWayBack = interruptions(goingBack);
        for (Interruption interruption : onTheWay) {
            next().rollback(before);
            endEarly(interruption, Migrator::migrate);
            goBackFromFailure(interruption, without);
            assertThat(next().migrate().toVersion())
                    .as("the version of %s", script)
                    .isGreaterThan(before);
            requireSchema(with, "going on after " + interruption);
        }
        for (Interruption interruption : onTheWayBack) {
            next().migrate();
            endEarly(interruption, goingBack);
            next().rollback(before);
            requireSchema(without, "going back again after " + interruption + " on the way back");
        }
        next().migrate();
    }

    /** A script that failed outside a transaction may be taken back, too. */
    private void goBackFromFailure(Interruption interruption, SchemaSnapshot without) {
        if (interruption.way() == Way.FAILURE && next().status().state() == State.FAILED) {
            next().rollback(before);
            requireSchema(without, "going back after " + interruption);
        }
    }

    /** Does the work once from beginning to end, and returns how it can be ended early. */
    private List<Interruption> interruptions(Consumer<Migrator> work) {
        Writes undisturbed = Writes.undisturbed();
        work.accept(migrator(undisturbed));
        return undisturbed.interruptions();
    }

    private void endEarly(Interruption interruption, Consumer<Migrator> work) {
        Migrator migrator = migrator(Writes.endedBy(interruption));

        assertThatThrownBy(() -> work.accept(migrator))
                .as("%s in %s", interruption, script)
                .isInstanceOf(AroDatabaseException.class);
    }

    private Migrator migrator(Writes writes) {
        return Migrator.of(writes.over(UnwatchedSource.of(database))).with(set);
    }

    private Migrator next() {
        return Migrator.of(database.jdbcUrl(), database.user(), database.password())
                .with(set);
    }

    private void requireSchema(SchemaSnapshot expected, String moment) {
        assertThat(schema.get()).as("the schema of %s after %s", script, moment).isEqualTo(expected);
    }
}
