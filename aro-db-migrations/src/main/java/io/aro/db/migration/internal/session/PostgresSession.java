package io.aro.db.migration.internal.session;

import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.ConfigurationException;
import io.aro.db.error.MigrationException;
import io.aro.db.error.internal.VendorErrors;
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
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;

/**
 * A PostgreSQL connection prepared for schema work in a given schema, or in its current schema.
 *
 * <p>A session-level advisory lock covers a whole migrate or rollback. The lock is polled instead of awaited:
 * a waiting statement holds a snapshot. {@code CREATE INDEX CONCURRENTLY} of the lock holder would wait for
 * that snapshot forever.
 */
final class PostgresSession extends MigrationSession {

    /** The letters AROD. */
    private static final int LOCK_CLASS = 0x41524F44;

    private static final int FLYWAY_LOCK_RETRIES = 1800;
    private static final String LOCK_TIMEOUT = "10s";

    /** A lock until its close. */
    @FunctionalInterface
    private interface Held extends AutoCloseable {

        @Override
        public void close();
    }

    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Purpose purpose;
    private final String database;

    /** Read once, since a script may change the search path. */
    private final String schema;

    /** The search path of the given schema; null to rely on the connection's. */
    private final @Nullable String path;

    private final int prepareThreshold;

    PostgresSession(Connection connection, @Nullable SchemaName given, Purpose purpose) throws SQLException {
        super(connection);
        this.purpose = purpose;
        TextEncoding.requireOnPostgres(connection);
        PostgresBackend backend = PostgresBackend.of(connection);
        if (purpose == Purpose.CHANGE) {
            backend.requireDirect();
        }
        database = backend.database();
        if (given == null) {
            schema = current(backend, connection);
            path = null;
        } else {
            given.requireOn(connection);
            schema = given.text();
            path = SearchPath.of(schema);
        }
        prepareThreshold = switch (purpose) {
            case READ -> prepareOnServer(0);
            case CHANGE -> {
                prepareForScripts();
                yield 0;
            }
        };
    }

    private static String current(PostgresBackend backend, Connection connection) throws SQLException {
        String current = backend.schema();
        if (current == null) {
            throw new ConfigurationException(
                    "The search path of the connection names no schema that exists; create the schema or correct"
                            + " currentSchema in the URL.");
        }
        backend.requireSchemaOf(connection);
        return current;
    }

    private void prepareForScripts() {
        // Saved before Flyway and the scripts change the path.
        settings.put("search_path", text("SELECT current_setting('search_path')"));
        if (path != null) {
            set("search_path", path);
        }
        set("application_name", "aro-db migrate");
        // A statement queued for a table lock blocks all later statements; failing and retrying is cheaper.
        set("lock_timeout", LOCK_TIMEOUT);
        // A role's statement timeout must not interrupt a migration.
        set("statement_timeout", "0");
        // The zone of the migrating machine must not show in the data.
        set("TimeZone", "UTC");
        letServerNoticeDeath();
    }

    /**
     * Makes the server end the session soon after a kill of this process, even during a long statement.
     * Otherwise the next migrator would wait for the end of the statement.
     */
    private void letServerNoticeDeath() {
        try {
            set("client_connection_check_interval", "2s");
        } catch (AroDatabaseException e) {
            // A server on Windows cannot watch its clients. The next migrator has to wait there.
        }
    }

    @Override
    public DatabaseEngine engine() {
        return DatabaseEngine.POSTGRESQL;
    }

    @Override
    public String name() {
        return String.format(Locale.ROOT, "%s.%s", database, schema);
    }

    @Override
    public @Nullable String givenSchema() {
        return path == null ? null : schema;
    }

    @Override
    @SuppressWarnings("try") // The variable exists for its close method.
    public <T> T whileLocked(Supplier<T> work) {
        new LockWait(name(), () -> isDone("SELECT pg_try_advisory_lock(?, hashtext(?))"), this::holder)
                .await(Polling.FOR_OTHER_MIGRATORS);
        try (Held held = () -> isDone("SELECT pg_advisory_unlock(?, hashtext(?))")) {
            return work.get();
        }
    }

    /**
     * Returns the description of the lock holder. Without {@code pg_read_all_stats}, the start of another
     * user's session is hidden.
     */
    private Optional<String> holder() {
        return texts("""
                SELECT 'session ' || l.pid || ' (' || concat_ws(', ', nullif(a.application_name, ''),
                  'connected since ' || to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) || ')'
                FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                  AND l.classid::bigint = ? AND l.objid::bigint = hashtext(?)::bigint & 4294967295
                """, Integer.toUnsignedLong(LOCK_CLASS), schema).stream().findFirst();
    }

    /**
     * Prepares the connection for a script.
     *
     * <p>The search path has only the schema: a script cannot drop an index of another installation by its
     * bare name. Outside a transaction the lock timeout is off. An index built concurrently waits for every
     * open transaction, and a timeout would leave the index half built.
     */
    @Override
    public void beforeScript() {
        set("search_path", SearchPath.of(schema));
        set("lock_timeout", isInTransaction() ? LOCK_TIMEOUT : "0");
    }

    /** Rejects an invalid index in the script, left by an earlier attempt and accepted by {@code IF NOT EXISTS}. */
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

    /** The bare name alone would match a table of any schema in the search path. */
    @Override
    public String qualified(String table) {
        return SearchPath.of(schema) + "." + table;
    }

    @Override
    public List<String> defects(Set<String> tables, boolean isOurs) {
        return PostgresRules.defects(this, tables, isOurs);
    }

    /** Excludes partitioned indexes, invalid until every partition has its own index. */
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
        // CREATE INDEX CONCURRENTLY would wait for Flyway's lock if held in a separate transaction.
        Objects.requireNonNull(flyway.getConfigurationExtension(PostgreSQLConfigurationExtension.class))
                .setTransactionalLock(false);
        flyway.lockRetryCount(FLYWAY_LOCK_RETRIES);
    }

    /** Reads in transactions of a session for reading, and keeps the settings of Flyway out of the session. */
    @Override
    public <T> T lend(Function<DataSource, T> work) {
        if (purpose == Purpose.CHANGE) {
            return super.lend(work);
        }
        try {
            return query(() -> work.apply(SingleConnection.inTransaction(connection())));
        } catch (SQLException e) {
            throw VendorErrors.translate(e);
        }
    }

    @Override
    <T> T query(ReadTransaction.Work<T, RuntimeException> query) throws SQLException {
        return purpose == Purpose.CHANGE ? query.run() : new ReadTransaction(connection(), path).run(query);
    }

    @Override
    public void restore() throws SQLException {
        settings.forEach((name, value) -> text("SELECT set_config(?, ?, false)", name, value));
        if (purpose == Purpose.READ) {
            prepareOnServer(prepareThreshold);
        }
    }

    /**
     * Sets the use of a statement that prepares it on the server, and returns the former. A pooler would leave a prepared
     * statement to other clients.
     */
    private int prepareOnServer(int threshold) throws SQLException {
        Optional<BaseConnection> driver = PostgresBackend.driver(connection());
        int before = driver.map(PGConnection::getPrepareThreshold).orElse(threshold);
        driver.ifPresent(present -> present.setPrepareThreshold(threshold));
        return before;
    }

    private void set(String name, String value) {
        settings.putIfAbsent(name, text("SELECT current_setting(?)", name));
        text("SELECT set_config(?, ?, false)", name, value);
    }

    private boolean isDone(String lock) {
        return isTrue(lock, LOCK_CLASS, schema);
    }

    private boolean isTrue(String sql, Object... parameters) {
        return text(sql, parameters).equals("t");
    }
}
