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
 * The script that undoes one migration.
 *
 * <p>Its header may say more about the values of columns than its statements show. {@code Loses:} is for people.
 * {@code Restores:} names dropped tables and columns that the migration fills with the same values when it is applied
 * again; {@code customer_tags from customers} says that it does so only as long as the other table is kept.
 * {@code Changes:} names columns that stay here and that the migration computes anew.
 *
 * @param migration the migration that it undoes
 * @param resource its class path name
 * @param sql its text
 */
record DownScript(Migration migration, String resource, String sql) {

    private static final Pattern IRREVERSIBLE = Pattern.compile("\\A--\\s*irreversible:\\s*(.+)");
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R--\\s*");
    private static final Pattern SOURCE = Pattern.compile("\\s+from\\s+");

    /** Refuses a script that says, in its first line, that there is no way back. */
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

    /** Returns the words of the header about the losses. */
    String warning() {
        return header("Loses");
    }

    /** Returns the dropped tables and columns that come back, each with the table that it needs for that, or "". */
    Map<String, String> restored() {
        return names("Restores");
    }

    /** Returns the columns that stay and are computed anew later, each with the table that it needs for that, or "". */
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
