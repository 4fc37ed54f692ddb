package io.aro.db.testkit;

import io.aro.db.migration.MigrationSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Says which test database is wanted; immutable.
 *
 * @param engine the engine
 * @param sqlite where it is, if the engine is SQLite
 * @param migrations what is applied after the migrations of aro-db, in this order
 * @param name what nobody else may call a database of the same run that is open; empty for one without a name
 */
public record DatabaseSpec(Engine engine, SqliteStorage sqlite, List<MigrationSet> migrations, String name) {

    /** Copies the migrations. */
    public DatabaseSpec {
        migrations = List.copyOf(migrations);
    }

    /** Returns a database of the engine, in a file if it is SQLite, with the schema of aro-db and without a name. */
    public static DatabaseSpec of(Engine engine) {
        return new DatabaseSpec(engine, SqliteStorage.FILE, List.of(), "");
    }

    /** Returns a copy that is somewhere else if the engine is SQLite. */
    public DatabaseSpec in(SqliteStorage storage) {
        return new DatabaseSpec(engine, storage, migrations, name);
    }

    /** Returns a copy with one more set of migrations, such as those of a service. */
    public DatabaseSpec with(MigrationSet set) {
        List<MigrationSet> all = new ArrayList<>(migrations);
        all.add(set);
        return with(all);
    }

    /** Returns a copy with other sets of migrations after those of aro-db. */
    public DatabaseSpec with(List<MigrationSet> sets) {
        return new DatabaseSpec(engine, sqlite, sets, name);
    }

    /** Returns a copy with a name. */
    public DatabaseSpec named(String other) {
        return new DatabaseSpec(engine, sqlite, migrations, other);
    }
}
