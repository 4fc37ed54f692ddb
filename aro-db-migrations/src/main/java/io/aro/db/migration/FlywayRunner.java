package io.aro.db.migration;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.MigrationException;
import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.migration.SchemaStatus.MigrationState;
import io.aro.db.migration.internal.session.MigrationSession;
import io.aro.db.migration.internal.session.SingleConnection;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** The runner of Flyway: reads and applies the scripts of a set on a session. No other class configures Flyway. */
final class FlywayRunner {

    private static final Pattern VERSION = Pattern.compile("0*[1-9][0-9]{0,8}");

    private final MigrationSession session;
    private final MigrationSet set;

    FlywayRunner(MigrationSession session, MigrationSet set) {
        this.session = session;
        this.set = set;
    }

    /** Compares the scripts with the history, without writes. Flyway is only used if the two differ. */
    SchemaStatus status() {
        return ClasspathScripts.of(set, session.engine())
                .flatMap(new History(session, set)::exactly)
                .orElseGet(this::statusByFlyway);
    }

    /** Compares by Flyway. Takes tens of statements and milliseconds. */
    SchemaStatus statusByFlyway() {
        try {
            MigrationInfo[] all = session.lend(only -> FlywayLog.hushed(
                    flyway().dataSource(only), flyway -> flyway.info().all()));
            Map<String, Instant> times = new History(session, set).times();
            return SchemaStatus.of(
                    set,
                    session.givenSchema(),
                    OldestLibrary.of(set, session),
                    Arrays.stream(all)
                            .filter(at -> !at.getType().isBaseline())
                            .map(info -> migration(info, times))
                            .toList());
        } catch (FlywayException e) {
            throw FlywayErrors.translate(e, session);
        }
    }

    /** Applies pending migrations, each in its own transaction if possible. */
    void apply(MigrationListener listener) {
        FlywayCallback watch = new FlywayCallback(session, this, listener);
        try {
            FlywayLog.hushed(flyway().callbacks(watch), Flyway::migrate);
        } catch (FlywayException e) {
            throw FlywayErrors.translate(e, session);
        }
        watch.flush();
    }

    /** Resets migrations stopped halfway to pending. */
    void forgetFailed() {
        session.execute("DELETE FROM " + session.qualified(set.historyTable()) + " WHERE success = FALSE");
    }

    /**
     * Deletes the newest history row.
     *
     * @throws MigrationException if the row belongs to another migration
     */
    void forget(Migration migration) {
        String newest = session.text(String.format(
                Locale.ROOT, "SELECT script FROM %s ORDER BY installed_rank DESC LIMIT 1", set.historyTable()));
        if (!newest.equals(migration.script())) {
            throw new MigrationException(
                    String.format(
                            Locale.ROOT,
                            "%s is not the newest migration of the database; undo %s first.",
                            migration.script(),
                            newest),
                    null);
        }
        session.execute(String.format(
                Locale.ROOT,
                "DELETE FROM %1$s WHERE installed_rank = (SELECT max(installed_rank) FROM %1$s)",
                set.historyTable()));
    }

    /** Returns the text of an up script. */
    String text(String script) {
        return set.text(session.engine(), script);
    }

    /** Returns the text of the down script of the same name; empty if absent. */
    Optional<String> downText(String script) {
        return set.read(session.engine(), set.downScript(session.engine(), script));
    }

    FluentConfiguration flyway() {
        FluentConfiguration flyway = Flyway.configure(set.loader(session.engine()))
                .dataSource(SingleConnection.of(session.connection()))
                .locations("classpath:" + set.scripts(session.engine()))
                .failOnMissingLocations(true)
                .table(set.historyTable())
                .createSchemas(false)
                .validateMigrationNaming(true)
                // The default pattern accepts a newer schema without a check.
                .ignoreMigrationPatterns(new String[0])
                .outOfOrder(false)
                // The default baseline of 1 would skip V001 in a schema with other tables.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .placeholderReplacement(false)
                .cleanDisabled(true);
        session.configure(flyway);
        return flyway;
    }

    private static Migration migration(MigrationInfo info, Map<String, Instant> times) {
        String script = info.getScript();
        return new Migration(version(info), info.getDescription(), script, state(info), times.get(script));
    }

    static int version(MigrationInfo info) {
        MigrationVersion version = info.getVersion();
        if (version == null || !VERSION.matcher(version.getVersion()).matches()) {
            throw new ConfigurationException(String.format(
                    Locale.ROOT,
                    "The version of the script %s must be a whole number from 1 to 999999999; rename it, for example to V001__%s.sql.",
                    info.getScript(),
                    info.getDescription().replace(' ', '_')));
        }
        return Integer.parseInt(version.getVersion());
    }

    private static MigrationState state(MigrationInfo info) {
        return switch (info.getState()) {
            case SUCCESS -> info.isChecksumMatching() ? MigrationState.APPLIED : MigrationState.EDITED;
            case PENDING -> MigrationState.PENDING;
            case FUTURE_SUCCESS, FUTURE_FAILED -> MigrationState.NEWER;
            case FAILED, MISSING_FAILED -> MigrationState.FAILED;
            case IGNORED, OUT_OF_ORDER -> MigrationState.LATE;
            case MISSING_SUCCESS -> MigrationState.MISSING;
            default ->
                throw new IllegalStateException(String.format(
                        Locale.ROOT,
                        "Flyway reports %s as %s, a state impossible in this configuration.",
                        info.getScript(),
                        info.getState()));
        };
    }
}
