package io.aro.db.migration;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.MigrationEvent.Outcome;
import io.aro.db.migration.SchemaStatus.MigrationState;
import io.aro.db.migration.internal.session.ConnectionSource;
import io.aro.db.migration.internal.session.MigrationSession;
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
 * Brings the schema of a database to the version of this library, and back.
 *
 * <p>Any number of migrators, in any number of processes, may start at once: one migrates, the others wait and find
 * nothing left to do. Who waits says in the log who migrates. A migration that fails is rolled back and leaves nothing
 * behind, unless it cannot run in a transaction at all. A migrator may be killed at any point; the next one goes on. An
 * application that shares the database and has a Flyway history of its own keeps it; it may come
 * first or second, where coming second takes {@code baselineOnMigrate} with {@code baselineVersion} 0 on its side.
 * Whoever changes a schema by {@link #migrate} says so in one line of the log; what Flyway says meanwhile is at TRACE.
 * Instances are immutable and safe for use by several threads.
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

    /** Returns a migrator for the database that a JDBC URL of SQLite or PostgreSQL names. */
    public static Migrator of(String jdbcUrl) {
        return of(jdbcUrl, null, null);
    }

    /** Returns a migrator that logs in; SQLite has no users and ignores them. */
    public static Migrator of(String jdbcUrl, @Nullable String user, @Nullable String password) {
        return new Migrator(ConnectionSource.of(jdbcUrl, user, password), MigrationSet.aro(), event -> {});
    }

    /**
     * Returns a migrator that borrows one connection of the source for each call and closes it afterwards, with its
     * settings as they were.
     */
    public static Migrator of(DataSource dataSource) {
        return new Migrator(ConnectionSource.of(dataSource), MigrationSet.aro(), event -> {});
    }

    /** Returns a migrator for the same database and another set of scripts. */
    public Migrator with(MigrationSet other) {
        return new Migrator(source, other, listener);
    }

    /** Returns a migrator that tells the listener of each migration. */
    public Migrator with(MigrationListener other) {
        return new Migrator(source, set, other);
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
     * Applies every migration that the database lacks, in order. A database that a newer library has migrated, and on which
     * this one may work, stays as it is; one line of the log says so.
     *
     * @throws SchemaMismatchException when the history and the scripts contradict each other, or the database is newer and
     *     does not let this library work on it
     * @throws io.aro.db.error.MigrationException when a script fails
     * @throws io.aro.db.error.UnavailableException when the database cannot be reached or its disk is full
     */
    public MigrationReport migrate() {
        long start = System.nanoTime();
        try (MigrationSession session = source.open()) {
            FlywayRunner scripts = new FlywayRunner(session, set);
            SchemaStatus before = scripts.status();
            new SchemaCheck(before).requireMigratable(); // A database that is refused is not even locked.
            if (before.isUsable()) { // The everyday case needs no lock.
                tell(before);
                skip(before);
                return report(before, List.of(), start);
            }
            String database = session.name(); // Asked for before a script changes the search path.
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
     * Compares the database with this library; changes nothing. A SQLite file may lie where nobody may write.
     *
     * @throws io.aro.db.error.ConfigurationException when there is no file of that name; it is not made
     */
    public SchemaStatus status() {
        try (MigrationSession session = source.openToRead()) {
            return new FlywayRunner(session, set).status();
        }
    }

    /**
     * Tells what {@link #rollback} to the version would run and lose; changes nothing.
     *
     * @throws io.aro.db.error.ConfigurationException when the database has no such version, or there is no file of that name
     * @throws SchemaMismatchException when the history is not one of aro-db
     * @throws io.aro.db.error.MigrationException when a migration in between cannot be undone
     */
    public RollbackPlan planRollback(int targetVersion) {
        try (MigrationSession session = source.openToRead()) {
            return new Rollback(session, set, targetVersion).plan();
        }
    }

    /**
     * Undoes every migration above the version, newest first, each in a transaction of its own; its tables go with their
     * rows.
     *
     * @param targetVersion the version to keep; 0 undoes everything
     * @throws io.aro.db.error.ConfigurationException when the database has no such version, or there is no file of that name
     * @throws SchemaMismatchException when the history is not one of aro-db
     * @throws io.aro.db.error.MigrationException when a migration in between cannot be undone, before anything is done,
     *     or when a down script fails
     */
    public RollbackReport rollback(int targetVersion) {
        try (MigrationSession session = source.openExisting()) {
            return session.whileLocked(() -> new Rollback(session, set, targetVersion).run(listener));
        }
    }

    /**
     * Returns if this library may work on the schema, the database is sound, and the rows of aro-db agree with each other.
     *
     * <p>It does all that {@link #requireSound} does. In the schema of aro-db it then compares the rules of moves with those
     * of this version, every history with its appointment, and the counts of every customer with the least that the
     * histories show; and it looks for triggers and keys that were dropped or
     * changed. The engine does so in queries that read whole
     * tables. {@code docs/hand-written-sql.md} says which changes it notices. In the schema of a newer library, what
     * that one has changed or added is no defect.
     *
     * @throws SchemaMismatchException in any other case; it carries ids and no personal data
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
     * Returns if this library may work on the schema and the database itself is sound: on SQLite its foreign keys and its pages, on
     * PostgreSQL its indexes, its foreign keys and the triggers that enforce them. Reads the whole of a SQLite file.
     *
     * @throws SchemaMismatchException in any other case
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
                        "The schema %s, but %s; mend that or restore a backup.",
                        status.isCurrent() ? "is current" : "fits this library",
                        String.join(", ", defects)));
            }
        }
    }

    /**
     * Returns if the database has every migration of this library, and of a newer one only such as let this library work on
     * it; then one line of the log says so.
     *
     * @throws SchemaMismatchException in any other case; the message says what to run or to upgrade
     */
    public void requireCurrent() {
        SchemaStatus status = status();
        new SchemaCheck(status).requireCurrent();
        tell(status);
    }
}
