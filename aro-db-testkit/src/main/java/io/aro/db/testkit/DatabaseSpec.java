package io.aro.db.testkit;

import io.aro.db.migration.MigrationSet;
import java.util.ArrayList;
import java.util.List;

/**
 * A specification of a test database; immutable.
 *
 * @param engine the engine
 * @param sqlite the place of the database, if the engine is SQLite
 * @param migrations the sets applied after the migrations of aro-db, in this order
 * @param name a name that no other open database of the run has; empty for one without a name
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

    /** Returns a copy with another place for SQLite. */
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
