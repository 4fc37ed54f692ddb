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

/** Reads and applies the scripts of one set on one session; it is the only class that knows how Flyway is set up. */
final class FlywayRunner {

    private static final Pattern VERSION = Pattern.compile("0*[1-9][0-9]{0,8}");

    private final MigrationSession session;
    private final MigrationSet set;

    FlywayRunner(MigrationSession session, MigrationSet set) {
        this.session = session;
        this.set = set;
    }

    /** Compares the scripts with the history; writes nothing. Flyway is asked unless they are exactly the same. */
    SchemaStatus status() {
        return ClasspathScripts.of(set, session.engine())
                .flatMap(new History(session, set)::exactly)
                .orElseGet(this::statusByFlyway);
    }

    /** Compares the scripts with the history the long way, which takes tens of statements and milliseconds. */
    SchemaStatus statusByFlyway() {
        try {
            MigrationInfo[] all =
                    FlywayLog.hushed(flyway(), flyway -> flyway.info().all());
            Map<String, Instant> times = new History(session, set).times();
            return SchemaStatus.of(
                    set,
                    OldestLibrary.of(set, session),
                    Arrays.stream(all)
                            .filter(at -> !at.getType().isBaseline())
                            .map(info -> migration(info, times))
                            .toList());
        } catch (FlywayException e) {
            throw FlywayErrors.translate(e, session);
        }
    }

    /** Applies what is pending, each migration in a transaction of its own where it can run in one. */
    void apply(MigrationListener listener) {
        FlywayCallback watch = new FlywayCallback(session, this, listener);
        try {
            FlywayLog.hushed(flyway().callbacks(watch), Flyway::migrate);
        } catch (FlywayException e) {
            throw FlywayErrors.translate(e, session);
        }
        watch.flush();
    }

    /** Makes the migrations that stopped halfway pending again. */
    void forgetFailed() {
        session.execute("DELETE FROM " + set.historyTable() + " WHERE success = FALSE");
    }

    /** Deletes the newest row of the history, which must be the migration's. */
    void forget(Migration migration) {
        String newest = session.text(String.format(
                Locale.ROOT, "SELECT script FROM %s ORDER BY installed_rank DESC LIMIT 1", set.historyTable()));
        if (!newest.equals(migration.script())) {
            throw new MigrationException(
                    String.format(
                            Locale.ROOT,
                            "%s is not the newest migration of the database, which is %s; undo that one first.",
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

    /** Returns the text of the script that undoes the script of the same name. */
    Optional<String> downText(String script) {
        return set.read(session.engine(), set.downScript(session.engine(), script));
    }

    FluentConfiguration flyway() {
        FluentConfiguration flyway = Flyway.configure(set.loader(session.engine()))
                .dataSource(new SingleConnection(session.connection()))
                .locations("classpath:" + set.scripts(session.engine()))
                .failOnMissingLocations(true)
                .table(set.historyTable())
                .createSchemas(false)
                .validateMigrationNaming(true)
                // The default pattern lets an older library pass on a newer schema.
                .ignoreMigrationPatterns(new String[0])
                .outOfOrder(false)
                // With the default baseline of 1, V001 would be skipped in a schema that holds other tables already.
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
                    "The version of the script %s must be a whole number from 1 to 999999999; rename it to V001__%s.sql or the like.",
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
                        "Flyway reports %s as %s, which this set-up never makes.",
                        info.getScript(),
                        info.getState()));
        };
    }
}
