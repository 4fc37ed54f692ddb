package io.aro.db.testkit.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.migration.MigrationSet;
import io.aro.db.migration.Migrator;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.migration.Writes.End;
import io.aro.db.testkit.schema.SchemaSnapshot;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A migrator interrupted in one script at every point with possible remains, and followed by a second
 * migrator.
 *
 * @param set the scripts so far
 * @param schema reads the schema without history tables
 * @param script the newest script of the set
 * @param before the version before the script
 */
record InterruptedMigrator(
        TestDatabase database, MigrationSet set, Supplier<SchemaSnapshot> schema, String script, int before) {

    /** Creates the history table, an extra write of the first migrate of a database. */
    void makeHistory() {
        next().migrate();
        next().rollback(before);
    }

    /** Applies and undoes the script, each with interruptions, and finally applies it without any. */
    void goUpAndDown() {
        SchemaSnapshot without = schema.get();

        goUp(without);
        SchemaSnapshot with = schema.get();
        goDown();
        requireSchema(without, "a kill during its rollback");
        next().migrate();
        requireSchema(with, "no kill, compared with the schema after a kill");
    }

    /** Interrupts the migrate. Inside a transaction one kill suffices, as a rollback leaves no remains. */
    private void goUp(SchemaSnapshot without) {
        int write = 1;
        Writes ended = endEarly(End.KILL, write, Migrator::migrate);
        assertThat(ended.haveEnded()).as("%s has a write", script).isTrue();
        next().migrate();
        while (ended.haveEndedOutsideTransaction()) {
            SchemaSnapshot with = schema.get();
            next().rollback(before);
            fail(write, without);
            write++;
            ended = endEarly(End.KILL, write, Migrator::migrate);
            next().migrate();
            requireSchema(with, "a kill after write " + write);
        }
    }

    /** Fails a write. A script failed outside a transaction may be undone as well as repeated. */
    private void fail(int write, SchemaSnapshot without) {
        endEarly(End.FAILURE, write, Migrator::migrate);
        if (next().status().state() == State.FAILED) {
            next().rollback(before);
            requireSchema(without, "a failure of write " + write + " and the rollback");
        }
        next().migrate();
        next().rollback(before);
        requireSchema(without, "a failure of write " + write + ", a migrate and a rollback");
    }

    /** Interrupts the rollback, which always runs in a transaction. */
    private void goDown() {
        Writes ended = endEarly(End.KILL, 1, migrator -> migrator.rollback(before));
        assertThat(ended.haveEnded())
                .as("the rollback of %s has a write", script)
                .isTrue();
        next().rollback(before);
    }

    private Writes endEarly(End end, int write, Consumer<Migrator> work) {
        Writes writes = Writes.until(end, write);
        try {
            work.accept(migrator(writes));
        } catch (AroDatabaseException e) {
            if (!writes.haveEnded()) {
                throw e;
            }
        }
        return writes;
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
