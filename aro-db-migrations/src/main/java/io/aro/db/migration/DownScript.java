package io.aro.db.migration;

import io.aro.db.error.MigrationException;
import io.aro.db.migration.SchemaStatus.Migration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Is the script that undoes one migration.
 *
 * @param migration what it undoes
 * @param resource its class path name
 * @param sql its text
 */
record DownScript(Migration migration, String resource, String sql) {

    private static final Pattern IRREVERSIBLE = Pattern.compile("\\A--\\s*irreversible:\\s*(.+)");
    private static final Pattern WARNING =
            Pattern.compile("^--\\s*Loses:\\s*(.+(?:\\R--\\s{5,}.+)*)", Pattern.MULTILINE);
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R--\\s*");

    /** Refuses a script that says, in its first line, that there is no way back. */
    DownScript {
        Matcher irreversible = IRREVERSIBLE.matcher(sql);
        if (irreversible.find()) {
            throw new MigrationException(
                    "%s cannot be undone: %s"
                            .formatted(migration.script(), irreversible.group(1).strip()),
                    null);
        }
    }

    /** Returns what the header of the script says it loses. */
    String warning() {
        Matcher warning = WARNING.matcher(sql);
        return warning.find()
                ? LINE_BREAK.matcher(warning.group(1)).replaceAll(" ").strip()
                : "";
    }
}
