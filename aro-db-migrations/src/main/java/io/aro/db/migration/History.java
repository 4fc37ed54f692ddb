package io.aro.db.migration;

import io.aro.db.migration.ClasspathScripts.Script;
import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.migration.SchemaStatus.MigrationState;
import io.aro.db.migration.internal.session.MigrationSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the history table by one query, for the common case: a database with every script, and perhaps newer
 * migrations.
 *
 * @param session the session on the database
 * @param set the set with the history table
 */
record History(MigrationSession session, MigrationSet set) {

    /**
     * Returns the state if the history matches the scripts exactly. Empty in all other cases, to be explained
     * by Flyway.
     *
     * <p>Each script must be applied successfully, in order, with the same name, description and checksum.
     * Only migrations of a newer library may follow.
     */
    Optional<SchemaStatus> exactly(List<Script> scripts) {
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(select(OldestLibrary.expression(set, session)))) {
            return scripts.isEmpty() ? Optional.empty() : exactly(scripts.iterator(), rows);
        } catch (SQLException | NumberFormatException e) {
            return Optional.empty(); // Mostly a history table not yet created.
        }
    }

    private Optional<SchemaStatus> exactly(Iterator<Script> scripts, ResultSet rows) throws SQLException {
        List<Migration> migrations = new ArrayList<>();
        int oldestLibrary = 0;
        boolean hasRow = rows.next();
        if (hasRow && isBaseline(rows)) {
            hasRow = rows.next();
        }
        for (; hasRow; hasRow = rows.next()) {
            Optional<Migration> migration = scripts.hasNext() ? known(scripts.next(), rows) : newer(migrations, rows);
            if (migration.isEmpty()) {
                return Optional.empty();
            }
            migrations.add(migration.get());
            oldestLibrary = rows.getInt("oldest_library");
        }
        return scripts.hasNext() ? Optional.empty() : Optional.of(status(oldestLibrary, migrations));
    }

    private SchemaStatus status(int oldestLibrary, List<Migration> migrations) {
        return SchemaStatus.of(set, session.givenSchema(), oldestLibrary, migrations);
    }

    /** Returns the installation time of each script, by its name. Empty without a readable history. */
    Map<String, Instant> times() {
        Map<String, Instant> times = new HashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(select(OldestLibrary.NOT_ASKED))) {
            while (rows.next()) {
                Instant time = installedOn(rows);
                if (time != null) {
                    times.put(rows.getString("script"), time);
                }
            }
            return times;
        } catch (SQLException e) {
            return Map.of();
        }
    }

    /** Returns the query for the history rows in order of installation, with the expression as another column. */
    private String select(String oldestLibrary) {
        return String.format(Locale.ROOT, """
                SELECT version, description, type, script, checksum, success, installed_on, %2$s AS oldest_library
                FROM %1$s ORDER BY installed_rank
                """, session.qualified(set.historyTable()), oldestLibrary);
    }

    /**
     * Reads a UTC time stored without a zone.
     *
     * <p>A driver would read the time in the local zone; SQLite's driver would also use the calendar of the
     * default locale.
     */
    private static @Nullable Instant installedOn(ResultSet row) throws SQLException {
        String text = row.getString("installed_on");
        try {
            return text == null
                    ? null
                    : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /**
     * Returns whether the row is Flyway's baseline of version 0. A history begun in a schema with other
     * tables has such a first row.
     */
    private static boolean isBaseline(ResultSet row) throws SQLException {
        return "BASELINE".equals(row.getString("type"))
                && "0".equals(row.getString("version"))
                && row.getBoolean("success");
    }

    /** Compares a row with its script. A null checksum reads as 0, hence the test for null. */
    private static Optional<Migration> known(Script script, ResultSet row) throws SQLException {
        boolean isSame = script.checksum() == row.getInt("checksum") && !row.wasNull();
        return isSame
                        && isApplied(row)
                        && script.name().equals(row.getString("script"))
                        && script.description().equals(row.getString("description"))
                        && script.version() == version(row)
                ? Optional.of(migration(row, MigrationState.APPLIED))
                : Optional.empty();
    }

    private static Optional<Migration> newer(List<Migration> before, ResultSet row) throws SQLException {
        return isApplied(row) && version(row) > before.getLast().version()
                ? Optional.of(migration(row, MigrationState.NEWER))
                : Optional.empty();
    }

    private static boolean isApplied(ResultSet row) throws SQLException {
        return "SQL".equals(row.getString("type")) && row.getBoolean("success");
    }

    private static int version(ResultSet row) throws SQLException {
        return Integer.parseInt(String.valueOf(row.getString("version")));
    }

    private static Migration migration(ResultSet row, MigrationState state) throws SQLException {
        return new Migration(
                version(row),
                String.valueOf(row.getString("description")),
                String.valueOf(row.getString("script")),
                state,
                installedOn(row));
    }
}
