package io.aro.db.migration.internal.session;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.MigrationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * Prepares a PostgreSQL connection for schema work in its current schema.
 *
 * <p>The lock is an advisory one of the session and covers a whole migrate or rollback. It is asked for again and again,
 * never waited for: a statement that waits holds a snapshot, and {@code CREATE INDEX CONCURRENTLY} in the session that
 * has the lock would wait for that snapshot for ever.
 */
final class PostgresSession extends MigrationSession {

    /** The letters AROD. */
    private static final int LOCK_CLASS = 0x41524F44;

    private static final int FLYWAY_LOCK_RETRIES = 1800;
    private static final String LOCK_TIMEOUT = "10s";

    @FunctionalInterface
    private interface Held extends AutoCloseable {

        @Override
        public void close();
    }

    private final Map<String, String> settings = new LinkedHashMap<>();

    /** Taken once, because a script may change the search path. */
    private final int lockKey;

    private final String schema;

    PostgresSession(Connection connection) throws SQLException {
        super(connection);
        TextEncoding.requireOnPostgres(connection);
        if (isTrue("SELECT current_schema() IS NULL")) {
            throw new ConfigurationException(
                    "The search path of the connection names no schema that exists; create the schema or correct"
                            + " currentSchema in the URL.");
        }
        lockKey = Integer.parseInt(text("SELECT hashtext(current_schema())"));
        schema = text("SELECT quote_ident(current_schema())");
        // Kept before Flyway and the scripts change it.
        settings.put("search_path", text("SELECT current_setting('search_path')"));
        set("application_name", "aro-db migrate");
        // A statement that waits for a table lock makes everyone queue behind it; better to fail and be run again.
        set("lock_timeout", LOCK_TIMEOUT);
        // A migration takes as long as it takes, whatever the role is limited to otherwise.
        set("statement_timeout", "0");
        // The zone of the machine that migrates must not show in the data.
        set("TimeZone", "UTC");
        letServerNoticeDeath();
    }

    /**
     * Lets the server end the session soon after this process was killed, even in the middle of a long statement;
     * otherwise the next migrator would wait for the lock as long as that statement takes.
     */
    private void letServerNoticeDeath() {
        try {
            set("client_connection_check_interval", "2s");
        } catch (AroDatabaseException e) {
            // A server on Windows cannot watch its clients; there, the next migrator has to wait.
        }
    }

    @Override
    public DatabaseEngine engine() {
        return DatabaseEngine.POSTGRESQL;
    }

    @Override
    public String name() {
        return text("SELECT current_database() || '.' || current_schema()");
    }

    @Override
    @SuppressWarnings("try") // The variable is there to be closed.
    public <T> T whileLocked(Supplier<T> work) {
        new LockWait(name(), () -> isDone("SELECT pg_try_advisory_lock(?, ?)"), this::holder)
                .await(Polling.FOR_OTHER_MIGRATORS);
        try (Held held = () -> isDone("SELECT pg_advisory_unlock(?, ?)")) {
            return work.get();
        }
    }

    /** The rights of a user without {@code pg_read_all_stats} hide since when the session of another user is there. */
    private Optional<String> holder() {
        return texts("""
                SELECT 'session ' || l.pid || ' (' || concat_ws(', ', nullif(a.application_name, ''),
                  'connected since ' || to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) || ')'
                FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND l.classid::bigint = ? AND l.objid::bigint = ?
                """, Integer.toUnsignedLong(LOCK_CLASS), Integer.toUnsignedLong(lockKey)).stream()
                .findFirst();
    }

    /**
     * Makes ready for a script.
     *
     * <p>The script finds nothing in other schemas by name alone, so that it cannot drop an index that belongs to another
     * installation. An index built concurrently waits for every transaction that is open; a timeout would leave it half
     * built.
     */
    @Override
    public void beforeScript() {
        set("search_path", schema);
        set("lock_timeout", isInTransaction() ? LOCK_TIMEOUT : "0");
    }

    /**
     * Refuses an index that is there and not valid: the remains of an earlier attempt, which {@code IF NOT EXISTS} took
     * for the index.
     */
    @Override
    public void afterScript(String name, String sql) {
        List<String> unfinished =
                unfinishedIndexes().stream().filter(sql::contains).toList();
        if (!unfinished.isEmpty()) {
            throw new MigrationException(
                    String.format(
                                    Locale.ROOT,
                                    "%s found the index %s half built by an earlier attempt; let the script begin with DROP INDEX",
                                    name,
                                    String.join(", ", unfinished))
                            + " CONCURRENTLY IF EXISTS, or drop it by hand, then run again.",
                    null);
        }
    }

    @Override
    public void run(String sql) throws SQLException {
        try (Statement statement = connection().createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public List<String> tables() {
        return texts("""
                SELECT relname FROM pg_class
                WHERE relkind IN ('r', 'p') AND relnamespace = quote_ident(current_schema())::regnamespace
                ORDER BY relname
                """);
    }

    /** The name alone would find a table of any schema of the search path. */
    @Override
    public String selectHistory(String table, String oldestLibrary) {
        return String.format(Locale.ROOT, """
                SELECT version, description, type, script, checksum, success, installed_on,
                  tableoid = to_regclass(quote_ident(current_schema()) || '.%1$s') AS is_ours, %2$s AS oldest_library
                FROM %1$s ORDER BY installed_rank
                """, table, oldestLibrary);
    }

    @Override
    public List<String> defects(Set<String> tables, boolean isOurs) {
        return PostgresRules.defects(this, tables, isOurs);
    }

    /** The index of a partitioned table is left out: it counts as invalid until every partition has its own. */
    @Override
    public List<String> unfinishedIndexes() {
        return texts("""
                SELECT c.relname
                FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                WHERE NOT i.indisvalid AND c.relkind = 'i' AND c.relnamespace = quote_ident(current_schema())::regnamespace
                ORDER BY c.relname
                """);
    }

    @Override
    public void configure(FluentConfiguration flyway) {
        // Flyway's lock in a transaction of its own is what CREATE INDEX CONCURRENTLY would wait for.
        Objects.requireNonNull(flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class))
                .setTransactionalLock(false);
        flyway.lockRetryCount(FLYWAY_LOCK_RETRIES);
    }

    @Override
    public void restore() {
        settings.forEach((name, value) -> text("SELECT set_config(?, ?, false)", name, value));
    }

    private void set(String name, String value) {
        settings.putIfAbsent(name, text("SELECT current_setting(?)", name));
        text("SELECT set_config(?, ?, false)", name, value);
    }

    private boolean isDone(String lock) {
        return isTrue(lock, LOCK_CLASS, lockKey);
    }

    private boolean isTrue(String sql, Object... parameters) {
        return text(sql, parameters).equals("t");
    }
}
