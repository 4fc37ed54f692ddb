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
 * The rule that only a library which knows every column of the schema takes whole rows out of the database, shows them or
 * puts them back.
 *
 * <p>An older library may work on a schema that only grew. It reads its own columns by name, so that the values of newer
 * ones would be lost in the archive, and those of newer tables would outlast an erasure. Thread-safe.
 */
public final class KnownColumns {

    private volatile int known;

    private KnownColumns() {}

    /** Returns the rule for this library; a database keeps one, since the first use reads the names of all scripts. */
    public static KnownColumns ofThisLibrary() {
        return new KnownColumns();
    }

    /** Two threads at once read the same. */
    private int known() {
        int version = known;
        if (version == 0) {
            version = MigrationSet.aro().sqliteScripts().getLast().version();
            known = version;
        }
        return version;
    }

    /**
     * Refuses to go on if a newer library has migrated the database.
     *
     * <p>On PostgreSQL a transaction calls it once it has locked the tables that it is about: a migration that would change
     * them waits from then on until the transaction ends.
     *
     * @param verb what would be done, in the form "archive"
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
                    "This database has schema version %1$s, and this library of version %2$s does not know all of its columns, so it does not %3$s; %3$s with the newer library.",
                    version,
                    library,
                    verb));
        }
    }
}
