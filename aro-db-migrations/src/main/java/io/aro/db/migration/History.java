package io.aro.db.migration;

import io.aro.db.migration.PlainScripts.Script;
import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.migration.SchemaStatus.Standing;
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
 * Reads the history table by one query, for the everyday case: a database that has every script and nothing else.
 *
 * @param session where the table is
 * @param set whose history it is
 */
record History(Session session, MigrationSet set) {

    /**
     * Returns the migrations if the history holds exactly the scripts, each applied with success, in their order and
     * under their names, descriptions and checksums; returns nothing in any other case, for Flyway to tell why.
     */
    Optional<List<Migration>> exactly(List<Script> scripts) {
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(session.selectHistory(set.historyTable()))) {
            return scripts.isEmpty() ? Optional.empty() : exactly(scripts.iterator(), rows);
        } catch (SQLException | NumberFormatException e) {
            return Optional.empty(); // Mostly a table that is not there yet.
        }
    }

    private static Optional<List<Migration>> exactly(Iterator<Script> scripts, ResultSet rows) throws SQLException {
        List<Migration> migrations = new ArrayList<>();
        boolean hasRow = rows.next();
        if (hasRow && isBaseline(rows)) {
            hasRow = rows.next();
        }
        for (; hasRow; hasRow = rows.next()) {
            if (!scripts.hasNext()) {
                return Optional.empty();
            }
            Script script = scripts.next();
            if (!isOf(script, rows)) {
                return Optional.empty();
            }
            migrations.add(new Migration(
                    script.version(), script.description(), script.name(), Standing.APPLIED, installedOn(rows)));
        }
        return scripts.hasNext() ? Optional.empty() : Optional.of(migrations);
    }

    /** Returns when each script was applied, by its name; nothing if there is no history that can be read. */
    Map<String, Instant> times() {
        Map<String, Instant> times = new HashMap<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(session.selectHistory(set.historyTable()))) {
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
    private static boolean isOf(Script script, ResultSet row) throws SQLException {
        boolean isSame = script.checksum() == row.getInt("checksum") && !row.wasNull();
        return isSame
                && "SQL".equals(row.getString("type"))
                && script.name().equals(row.getString("script"))
                && script.description().equals(row.getString("description"))
                && script.version() == Integer.parseInt(String.valueOf(row.getString("version")))
                && row.getBoolean("success")
                && row.getBoolean("is_ours");
    }
}
