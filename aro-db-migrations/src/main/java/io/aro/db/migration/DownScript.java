package io.aro.db.migration;

import io.aro.db.error.MigrationException;
import io.aro.db.migration.SchemaStatus.Migration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The down script of a migration.
 *
 * <p>Its header may describe the fate of column values in more detail than its statements. {@code Loses:} is
 * a text for people. {@code Restores:} lists dropped tables and columns refilled with the same values by the
 * next migrate. The form {@code customer_tags from customers} requires the second table to survive.
 * {@code Changes:} lists kept columns with values recomputed by the migration.
 *
 * @param migration the migration to undo
 * @param resource the class path name of the script
 * @param sql the text of the script
 */
record DownScript(Migration migration, String resource, String sql) {

    private static final Pattern IRREVERSIBLE = Pattern.compile("\\A--\\s*irreversible:\\s*(.+)");
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R--\\s*");
    private static final Pattern SOURCE = Pattern.compile("\\s+from\\s+");

    /** Rejects a script marked as irreversible on its first line. */
    DownScript {
        Matcher irreversible = IRREVERSIBLE.matcher(sql);
        if (irreversible.find()) {
            throw new MigrationException(
                    String.format(
                            Locale.ROOT,
                            "%s cannot be undone: %s",
                            migration.script(),
                            irreversible.group(1).strip()),
                    null);
        }
    }

    /** Returns the header's text about losses; empty without one. */
    String warning() {
        return header("Loses");
    }

    /** Returns the restored tables and columns, each with its source table; {@code ""} without a source. */
    Map<String, String> restored() {
        return names("Restores");
    }

    /** Returns the recomputed columns, each with its source table; {@code ""} without a source. */
    Map<String, String> changed() {
        return names("Changes");
    }

    private Map<String, String> names(String key) {
        Map<String, String> names = new LinkedHashMap<>();
        Arrays.stream(header(key).split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> SOURCE.split(entry, 2))
                .forEach(entry -> names.put(entry[0], entry.length > 1 ? entry[1] : ""));
        return names;
    }

    private String header(String key) {
        Matcher entry = Pattern.compile("^--\\s*" + key + ":\\s*(.+(?:\\R--\\s{5,}.+)*)", Pattern.MULTILINE)
                .matcher(sql);
        return entry.find() ? LINE_BREAK.matcher(entry.group(1)).replaceAll(" ").strip() : "";
    }
}
