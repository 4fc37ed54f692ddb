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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the history table by one query, for the everyday case: a database that has every script, and
 * perhaps some of a newer library.
 *
 * @param session where the table is
 * @param set whose history it is
 */
record History(MigrationSession session, MigrationSet set) {

    /**
     * Returns the state if the history holds exactly the scripts, each applied with success, in their order and under their
     * names, descriptions and checksums, and after them at most the migrations of a newer library. Returns nothing in any
     * other case, for Flyway to tell why.
     */
    Optional<SchemaStatus> exactly(List<Script> scripts) {
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(
                        session.selectHistory(set.historyTable(), OldestLibrary.expression(set)))) {
            return scripts.isEmpty() ? Optional.empty() : exactly(scripts.iterator(), rows);
        } catch (SQLException | NumberFormatException e) {
            return Optional.empty(); // Mostly a table that is not there yet.
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
        return scripts.hasNext() ? Optional.empty() : Optional.of(SchemaStatus.of(set, oldestLibrary, migrations));
    }

    /** Returns when each script was applied, by its name; nothing if there is no history that can be read. */
    Map<String, Instant> times() {
        Map<String, Instant> times = new HashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows =
                        statement.executeQuery(session.selectHistory(set.historyTable(), OldestLibrary.NOT_ASKED))) {
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

    /**
     * Reads a time that is in UTC without saying so.
     *
     * <p>A driver reads it as local time, and that of SQLite by the calendar of the language of the machine.
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

    /** The first row of a history that began in a schema with tables of others says no more than that. */
    private static boolean isBaseline(ResultSet row) throws SQLException {
        return "BASELINE".equals(row.getString("type"))
                && "0".equals(row.getString("version"))
                && row.getBoolean("success")
                && row.getBoolean("is_ours");
    }

    /** A checksum that is null reads as 0 and is told apart. */
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
        return "SQL".equals(row.getString("type")) && row.getBoolean("success") && row.getBoolean("is_ours");
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
