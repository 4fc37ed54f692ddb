package io.aro.db.testkit;

import io.aro.db.migration.MigrationSet;
import java.util.ArrayList;
import java.util.List;

/**
 * A specification of a test database; immutable.
 *
 * @param engine the engine
 * @param sqlite the storage on SQLite; ignored on PostgreSQL
 * @param migrations the migration sets applied after aro-db's own, in this order
 * @param name a name, unique among the open databases of the run; empty for none
 */
public record DatabaseSpec(Engine engine, SqliteStorage sqlite, List<MigrationSet> migrations, String name) {

    /** Copies the migrations. */
    public DatabaseSpec {
        migrations = List.copyOf(migrations);
    }

    /** Returns a specification with the schema of aro-db and without a name; SQLite is stored in a file. */
    public static DatabaseSpec of(Engine engine) {
        return new DatabaseSpec(engine, SqliteStorage.FILE, List.of(), "");
    }

    /** Returns a copy with the given SQLite storage. */
    public DatabaseSpec in(SqliteStorage storage) {
        return new DatabaseSpec(engine, storage, migrations, name);
    }

    /** Returns a copy with a migration set appended, such as a service's. */
    public DatabaseSpec with(MigrationSet set) {
        List<MigrationSet> all = new ArrayList<>(migrations);
        all.add(set);
        return with(all);
    }

    /** Returns a copy with the migration sets after aro-db replaced. */
    public DatabaseSpec with(List<MigrationSet> sets) {
        return new DatabaseSpec(engine, sqlite, sets, name);
    }

    /** Returns a copy with the given name. */
    public DatabaseSpec named(String other) {
        return new DatabaseSpec(engine, sqlite, migrations, other);
    }
}
