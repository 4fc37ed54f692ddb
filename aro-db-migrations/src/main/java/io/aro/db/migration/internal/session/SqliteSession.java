package io.aro.db.migration.internal.session;

import io.aro.db.error.ContentionException;
import io.aro.db.error.MigrationException;
import io.aro.db.error.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;

/**
 * A SQLite connection prepared for schema work.
 *
 * <p>Foreign keys are off: a script may rebuild a table by dropping the old one, and the drop would delete
 * all child rows. Instead, foreign keys are checked before each commit.
 */
final class SqliteSession extends MigrationSession {

    private static final int BUSY_MILLIS = 60_000;
    private static final Polling FOR_READERS = new Polling(Duration.ofMinutes(1), Duration.ofMillis(20));

    private final SQLiteConnection sqlite;
    private final TransactionMode transactionMode;
    private final int busyMillis;
    private final String foreignKeys;
    private final String secureDelete;
    private Map<String, Long> orphansBefore = Map.of();

    SqliteSession(Connection connection) throws SQLException {
        super(connection);
        sqlite = connection.unwrap(SQLiteConnection.class);
        transactionMode = sqlite.getConnectionConfig().getTransactionMode();
        busyMillis = sqlite.getBusyTimeout();
        foreignKeys = text("PRAGMA foreign_keys");
        sqlite.setBusyTimeout(BUSY_MILLIS);
        TextEncoding.requireOnSqlite(sqlite);
        // Flyway reads the history in a transaction. It must not wait for a writer.
        sqlite.getConnectionConfig().setTransactionMode(TransactionMode.DEFERRED);
        execute("PRAGMA foreign_keys = OFF");
        secureDelete = text("PRAGMA secure_delete");
        // A rebuilt table leaves its rows in free pages, beyond the reach of an erasure.
        text("PRAGMA secure_delete = ON");
    }

    @Override
    public DatabaseEngine engine() {
        return DatabaseEngine.SQLITE;
    }

    @Override
    public @Nullable String givenSchema() {
        return null;
    }

    @Override
    public String name() {
        String file = fileName();
        return file.isEmpty()
                ? "a database in memory"
                : String.valueOf(Path.of(file).getFileName());
    }

    /**
     * Runs the work without a lock for a database in memory: it belongs to one process and usually to one
     * connection.
     */
    @Override
    public <T> T whileLocked(Supplier<T> work) {
        // A transaction with a late first write would fail at once after a concurrent write.
        sqlite.getConnectionConfig().setTransactionMode(TransactionMode.IMMEDIATE);
        Optional<Path> file = file();
        if (file.isEmpty()) {
            return work.get();
        }
        return new LockFile(file.get()).whileHeld(() -> {
            useWriteAheadLog();
            return work.get();
        });
    }

    @Override
    public void beforeScript() {
        orphansBefore = orphans();
    }

    @Override
    public void afterScript(String name, String sql) {
        List<String> tables = orphans().entrySet().stream()
                .filter(now -> now.getValue() > orphansBefore.getOrDefault(now.getKey(), 0L))
                .map(Map.Entry::getKey)
                .toList();
        if (!tables.isEmpty()) {
            throw new MigrationException(
                    String.format(
                            Locale.ROOT,
                            "%s would leave rows of %s without a parent and was rolled back; correct the script.",
                            name,
                            String.join(", ", tables)),
                    null);
        }
        if (!isSound()) {
            throw new MigrationException(
                    String.format(
                                    Locale.ROOT,
                                    "%s was rolled back, because the database fails PRAGMA integrity_check; run the check and",
                                    name)
                            + " repair the reported damage.",
                    null);
        }
    }

    /**
     * Uses {@code executeUpdate}, which passes the whole text to SQLite; {@code execute} stops after the
     * first statement.
     */
    @Override
    public void run(String sql) throws SQLException {
        try (Statement statement = sqlite.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Override
    public List<String> tables() {
        return texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                + " ORDER BY name");
    }

    @Override
    public String qualified(String table) {
        return "main." + table;
    }

    @Override
    public List<String> defects(Set<String> tables, boolean isOurs) {
        List<String> defects = new ArrayList<>();
        orphans().forEach((table, rows) -> {
            if (tables.contains(table.toLowerCase(Locale.ROOT))) {
                defects.add(String.format(Locale.ROOT, "%s rows of %s have no parent row", rows, table));
            }
        });
        if (!isSound()) {
            defects.add("PRAGMA integrity_check reports damage");
        }
        return defects;
    }

    private boolean isSound() {
        return text("PRAGMA integrity_check(1)").equals("ok");
    }

    @Override
    public List<String> unfinishedIndexes() {
        return List.of();
    }

    @Override
    public void configure(FluentConfiguration flyway) {}

    @Override
    public void restore() throws SQLException {
        execute("PRAGMA foreign_keys = " + foreignKeys);
        text("PRAGMA secure_delete = " + secureDelete);
        sqlite.getConnectionConfig().setTransactionMode(transactionMode);
        sqlite.setBusyTimeout(busyMillis);
    }

    /** Returns the number of rows without a parent, by table. Some may predate the script. */
    private Map<String, Long> orphans() {
        return counts("SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1");
    }

    private String fileName() {
        return text("SELECT file FROM pragma_database_list WHERE name = 'main'");
    }

    private Optional<Path> file() {
        String file = fileName();
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(file).toRealPath());
        } catch (IOException e) {
            throw new UnavailableException(
                    String.format(
                            Locale.ROOT,
                            "The database file %s is gone; stop the program that moves or deletes it.",
                            file),
                    e);
        }
    }

    /**
     * Switches to WAL. The journal mode is a property of the file; the switch fails at once during a
     * concurrent read.
     */
    private void useWriteAheadLog() {
        FOR_READERS.until(
                this::isWriteAheadLogOn,
                "Another program uses the database and blocks the change of its journal mode; close it, then run"
                        + " again.");
    }

    private boolean isWriteAheadLogOn() {
        try {
            if (!text("PRAGMA journal_mode").equals("wal")) {
                execute("PRAGMA journal_mode = WAL");
            }
            return true;
        } catch (ContentionException e) {
            return false;
        }
    }
}
