package io.aro.db.hold.internal;

import static io.aro.db.schema.Tables.ARO_SCHEMA_VERSIONS;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.max;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.MigrationSet;
import io.aro.db.repository.Session;
import java.util.Locale;

/**
 * A guard against handling whole rows of a schema with unknown columns; thread-safe.
 *
 * <p>An older library may use a newer schema that only added columns and tables. The library reads its own columns by
 * name. Archiving would therefore lose the values of newer columns, and an erasure would miss newer tables. Export,
 * erasure, archiving and restoring are rejected instead.
 */
public final class KnownColumns {

    private volatile int known;

    private KnownColumns() {}

    /**
     * Returns a guard for the running library. Share a guard per database: the first use reads the names of all
     * scripts.
     */
    public static KnownColumns ofThisLibrary() {
        return new KnownColumns();
    }

    /** Returns the newest version of the library's scripts; a race computes an equal value twice. */
    private int known() {
        int version = known;
        if (version == 0) {
            version = MigrationSet.aro().sqliteScripts().getLast().version();
            known = version;
        }
        return version;
    }

    /**
     * Requires that no newer library has migrated the database.
     *
     * <p>On PostgreSQL, call this method after locking the tables to be read: migrations of the tables then wait until
     * the transaction ends.
     *
     * @param verb the rejected operation for the message, such as {@code archive}
     * @throws SchemaMismatchException if the schema is newer than this library
     */
    public void require(Session session, String verb) {
        int version = session.readPrimary(dsl -> dsl.select(coalesce(max(ARO_SCHEMA_VERSIONS.VERSION), inline(0)))
                .from(ARO_SCHEMA_VERSIONS)
                .fetchSingle()
                .value1());
        int library = known();
        if (version > library) {
            throw new SchemaMismatchException(String.format(
                    Locale.ROOT,
                    "This database has schema version %1$s, and this library of version %2$s does not know all its columns; %3$s with the newer library.",
                    version,
                    library,
                    verb));
        }
    }
}
