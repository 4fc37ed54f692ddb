package io.aro.db.testkit.internal.postgres;

import io.aro.db.error.internal.VendorErrors;
import io.aro.db.migration.MigrationSet;
import io.aro.db.testkit.internal.run.SchemaKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/**
 * A migrated database to clone, named after its migrations and thus shared by runs on the same server.
 *
 * <p>A single process creates the template under an advisory lock. A template left incomplete by a killed process lacks
 * the template mark and is recreated.
 */
public final class PostgresTemplate {

    static final String PREFIX = "aro_template_";
    static final String USED = "aro-db-testkit used ";

    /** The key of the advisory lock for creating a template; an arbitrary number. */
    private static final long LOCK = 0x61726f5f7465_6dL;

    /** The database for the lock, common to all runs; every server has it unless dropped. */
    private static final String COMMON = "postgres";

    private PostgresTemplate() {}

    /** Returns the name of the template with the migrations, creating a missing template. */
    static String of(PostgresServer server, List<MigrationSet> migrations, TablePlace place) {
        String name = PREFIX + SchemaKey.postgresql(migrations).text() + place.mark();
        try (Connection lock = server.address().withDatabase(COMMON).connect();
                Statement statement = lock.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
            if (!isReady(server, name)) {
                make(server, name, migrations, place);
            }
            server.comment(name, USED + Instant.now());
            return name;
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    private static boolean isReady(PostgresServer server, String name) throws SQLException {
        return !server.texts("SELECT datname FROM pg_database WHERE datname = '" + name + "' AND datistemplate")
                .isEmpty();
    }

    private static void make(PostgresServer server, String name, List<MigrationSet> migrations, TablePlace place) {
        server.dropDatabase(name);
        try {
            place.fill(server.createDatabase(name), migrations);
            server.makeTemplate(name);
        } catch (RuntimeException e) {
            server.dropDatabase(name);
            throw e;
        }
    }
}
