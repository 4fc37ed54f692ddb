package io.aro.db.migration;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.MigrationEvent.Outcome;
import io.aro.db.migration.SchemaStatus.MigrationState;
import io.aro.db.migration.internal.session.ConnectionSource;
import io.aro.db.migration.internal.session.MigrationSession;
import io.aro.db.migration.internal.session.SchemaName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The migrator of a database's schema to the version of the library, and back.
 *
 * <ul>
 *   <li>Concurrent migrators, in any number of processes, are safe. One migrates; the others wait, log
 *       the lock holder and find no pending migration.
 *   <li>A failed migration is rolled back completely, except for a script outside a transaction.
 *   <li>A migrator may be killed at any point; the next migrator resumes.
 *   <li>A host application may keep its own Flyway history in the same database. As the second to
 *       migrate, the application needs {@code baselineOnMigrate} with {@code baselineVersion} 0.
 *   <li>A migrate with changes logs one line. Flyway's own messages are logged at TRACE.
 * </ul>
 *
 * <p>Instances are immutable and thread-safe.
 */
public final class Migrator {

    private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

    private final ConnectionSource source;
    private final MigrationSet set;
    private final MigrationListener listener;

    private Migrator(ConnectionSource source, MigrationSet set, MigrationListener listener) {
        this.source = source;
        this.set = required("set of scripts", set);
        this.listener = required("listener", listener);
    }

    /** Returns a migrator for a JDBC URL of SQLite or PostgreSQL. */
    public static Migrator of(String jdbcUrl) {
        return of(jdbcUrl, null, null);
    }

    /** Returns a migrator with credentials. SQLite has no users and ignores them. */
    public static Migrator of(String jdbcUrl, @Nullable String user, @Nullable String password) {
        return new Migrator(ConnectionSource.of(jdbcUrl, user, password), MigrationSet.aro(), event -> {});
    }

    /**
     * Returns a migrator on the data source. Each call borrows one connection, restores its settings and
     * closes it.
     */
    public static Migrator of(DataSource dataSource) {
        return new Migrator(ConnectionSource.of(dataSource), MigrationSet.aro(), event -> {});
    }

    /** Returns a migrator for the same database and another set of scripts. */
    public Migrator with(MigrationSet other) {
        return new Migrator(source, other, listener);
    }

    /** Returns a migrator with a listener, called for each migration. */
    public Migrator with(MigrationListener other) {
        return new Migrator(source, set, other);
    }

    /**
     * Returns a migrator for a schema of a PostgreSQL database, independent of the search path. The schema must exist.
     *
     * @param schema the name in its exact letters, without quotes
     * @throws ConfigurationException if the engine is SQLite, or the name is empty, longer than 63 bytes, or of a
     *     schema of PostgreSQL itself
     */
    public Migrator withSchema(String schema) {
        return new Migrator(source.in(new SchemaName(required("schema", schema))), set, listener);
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The %s of a migrator must not be null; give a value, or leave the option out.",
                    name));
        }
        return value;
    }

    /**
     * Applies pending migrations in order. A compatible newer schema stays unchanged and is logged.
     *
     * @throws SchemaMismatchException if history and scripts contradict each other, or a newer schema
     *     excludes the library
     * @throws io.aro.db.error.MigrationException if a script fails
     * @throws io.aro.db.error.UnavailableException if the database cannot be reached or its disk is full
     */
    public MigrationReport migrate() {
        long start = System.nanoTime();
        try (MigrationSession session = source.open()) {
            FlywayRunner scripts = new FlywayRunner(session, set);
            SchemaStatus before = scripts.status();
            // Check before locking: a rejected database is not even locked.
            new SchemaCheck(before).requireMigratable();
            if (before.isUsable()) { // The common case needs no lock.
                tell(before);
                skip(before);
                return report(before, List.of(), start);
            }
            String database = session.name(); // Read before a script changes the search path.
            MigrationReport report = session.whileLocked(() -> apply(scripts, start));
            log(database, report);
            return report;
        }
    }

    private static void tell(SchemaStatus status) {
        if (!status.isCurrent()) {
            LOG.info(status.summary());
        }
    }

    private void log(String database, MigrationReport report) {
        if (!report.applied().isEmpty()) {
            LOG.info(
                    "Migrated {}{} from {} to version {} in {} ms.",
                    database,
                    set.isAro() ? "" : " (" + set.historyTable() + ")",
                    report.fromVersion() == 0 ? "empty" : "version " + report.fromVersion(),
                    report.toVersion(),
                    report.took().toMillis());
        }
    }

    private MigrationReport apply(FlywayRunner scripts, long start) {
        SchemaStatus status = scripts.status();
        new SchemaCheck(status).requireMigratable();
        if (!status.migrations(MigrationState.FAILED).isEmpty()) {
            scripts.forgetFailed();
        }
        skip(status);
        List<MigrationEvent> applied = new ArrayList<>();
        scripts.apply(event -> {
            applied.add(event);
            listener.on(event);
        });
        return report(status, applied, start);
    }

    private static MigrationReport report(SchemaStatus before, List<MigrationEvent> applied, long start) {
        int from = before.version();
        int to = applied.isEmpty() ? from : applied.getLast().version();
        return new MigrationReport(from, to, applied, Duration.ofNanos(System.nanoTime() - start));
    }

    private void skip(SchemaStatus status) {
        for (SchemaStatus.Migration at : status.migrations(MigrationState.APPLIED)) {
            listener.on(new MigrationEvent(Outcome.SKIPPED, at.version(), at.description(), Duration.ZERO));
        }
        for (SchemaStatus.Migration at : status.migrations(MigrationState.NEWER)) {
            listener.on(new MigrationEvent(Outcome.NEWER, at.version(), at.description(), Duration.ZERO));
        }
    }

    /**
     * Compares the database with the library, without writes. Works for a SQLite file in a read-only folder.
     *
     * @throws io.aro.db.error.ConfigurationException if the file does not exist; no file is created
     */
    public SchemaStatus status() {
        try (MigrationSession session = source.openToRead()) {
            return new FlywayRunner(session, set).status();
        }
    }

    /**
     * Returns the scripts and losses of a {@link #rollback} to the version, without running any script.
     *
     * @throws io.aro.db.error.ConfigurationException if the database has no such version, or the file
     *     does not exist
     * @throws SchemaMismatchException if the history contradicts the scripts of aro-db
     * @throws io.aro.db.error.MigrationException if a migration above the version cannot be undone
     */
    public RollbackPlan planRollback(int targetVersion) {
        try (MigrationSession session = source.openToRead()) {
            return new Rollback(session, set, targetVersion).plan();
        }
    }

    /**
     * Undoes every migration above the version, newest first, each in its own transaction. Dropped tables
     * lose their rows.
     *
     * @param targetVersion the version to keep; 0 undoes every migration
     * @throws io.aro.db.error.ConfigurationException if the database has no such version, or the file
     *     does not exist
     * @throws SchemaMismatchException if the history contradicts the scripts of aro-db
     * @throws io.aro.db.error.MigrationException if a migration above the version cannot be undone,
     *     before any change, or if a down script fails
     */
    public RollbackReport rollback(int targetVersion) {
        try (MigrationSession session = source.openExisting()) {
            return session.whileLocked(() -> new Rollback(session, set, targetVersion).run(listener));
        }
    }

    /**
     * Checks the schema, the integrity of the database and the consistency of aro-db's rows.
     *
     * <p>Includes {@link #requireSound}. In the schema of aro-db it also checks the rows:
     *
     * <ul>
     *   <li>Compares the allowed transitions of the database with the state machine of the library.
     *   <li>Compares every appointment with its transitions.
     *   <li>Compares every customer's counters with the minimum implied by the transitions.
     *   <li>Finds dropped or changed triggers and foreign keys.
     * </ul>
     *
     * <p>The queries read whole tables inside the engine. {@code docs/hand-written-sql.md} lists the
     * detectable changes. In the schema of a newer library, its changes and additions are no defects.
     *
     * @throws SchemaMismatchException if a check fails; the message carries ids and no personal data
     */
    public void validate() {
        requireWithout((session, status) -> {
            List<String> defects = new ArrayList<>(defects(session, status));
            if (set.isAro()) {
                defects.addAll(Guards.defects(session, status.isCurrent()));
                defects.addAll(Recount.defects(session, status.isCurrent()));
            }
            return defects;
        });
    }

    /**
     * Checks the schema version and the integrity of the database itself. Reads a whole SQLite file.
     *
     * <p>On SQLite this covers foreign keys and pages; on PostgreSQL indexes, foreign keys and their
     * triggers.
     *
     * @throws SchemaMismatchException if a check fails
     */
    public void requireSound() {
        requireWithout(this::defects);
    }

    private List<String> defects(MigrationSession session, SchemaStatus status) {
        return session.defects(OwnTables.of(set, session, status), status.isCurrent());
    }

    private void requireWithout(BiFunction<MigrationSession, SchemaStatus, List<String>> search) {
        requireCurrent();
        try (MigrationSession session = source.openToRead()) {
            SchemaStatus status = new FlywayRunner(session, set).status();
            List<String> defects = search.apply(session, status);
            if (!defects.isEmpty()) {
                throw new SchemaMismatchException(String.format(
                        Locale.ROOT,
                        "The schema %s, but %s; repair the database or restore a backup.",
                        status.isCurrent() ? "is current" : "fits this library",
                        String.join(", ", defects)));
            }
        }
    }

    /**
     * Checks that the library may work on the schema: current, or newer and compatible. A newer schema is
     * logged.
     *
     * @throws SchemaMismatchException in any other state; the message names the command or upgrade needed
     */
    public void requireCurrent() {
        SchemaStatus status = status();
        new SchemaCheck(status).requireCurrent();
        tell(status);
    }
}
