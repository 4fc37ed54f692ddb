package io.aro.db.migration;

import io.aro.db.migration.SchemaStatus.Migration;
import io.aro.db.migration.SchemaStatus.MigrationState;
import io.aro.db.migration.internal.session.MigrationSession;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables created by the scripts of a set. Other tables in the same schema are ignored. */
final class OwnTables {

    private static final String NAME = "(?:[\\w\"]+\\.)?\"?(\\w+)\"?";

    private static final Pattern MADE = Pattern.compile(
            "^\\s*(?:CREATE\\s+(?:UNLOGGED\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?|ALTER\\s+TABLE\\s+[\\w.\"]+\\s+RENAME\\s+TO\\s+)"
                    + NAME,
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private OwnTables() {}

    /**
     * Returns the names in lower case, including the history table. Some may be dropped or renamed by a later
     * script.
     *
     * @param status the status of a usable database; the scripts of a newer library are unavailable
     */
    static Set<String> of(MigrationSet set, MigrationSession session, SchemaStatus status) {
        Set<String> tables = new HashSet<>(Set.of(set.historyTable()));
        FlywayRunner scripts = new FlywayRunner(session, set);
        for (Migration migration : status.migrations(MigrationState.APPLIED)) {
            for (Matcher made = MADE.matcher(scripts.text(migration.script())); made.find(); ) {
                tables.add(made.group(1).toLowerCase(Locale.ROOT));
            }
        }
        return tables;
    }
}
