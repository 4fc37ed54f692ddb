package io.aro.db.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A check for scripts with a missing or contradictory oldest library.
 *
 * <p>The check begins with the script of {@code aro_schema_versions}. A script outside of a transaction on PostgreSQL
 * has no entry, because such a script holds a single statement.
 */
final class NamedLibraries {

    private static final Pattern HEADER = Pattern.compile("^-- Oldest library: (\\d+)$", Pattern.MULTILINE);
    private static final Pattern ROW = Pattern.compile(
            "^INSERT INTO aro_schema_versions \\(version, oldest_library\\) VALUES \\((\\d+), (\\d+)\\);$",
            Pattern.MULTILINE);
    private static final Pattern UNIQUE = Pattern.compile("\\bUNIQUE\\b");

    private final List<String> problems = new ArrayList<>();
    private int oldest;

    private NamedLibraries() {}

    /** Returns the problems of the scripts, each as a sentence; the two lists have the same versions. */
    static List<String> problems(List<MigrationScript> sqlite, List<MigrationScript> postgresql) {
        NamedLibraries libraries = new NamedLibraries();
        for (int i = 0; i < sqlite.size(); i++) {
            libraries.look(sqlite.get(i), postgresql.get(i));
        }
        return libraries.problems;
    }

    private void look(MigrationScript sqlite, MigrationScript postgresql) {
        boolean isFirst = sqlite.up().contains("CREATE TABLE aro_schema_versions");
        if (!isFirst && oldest == 0) {
            return;
        }
        if (postgresql.up().contains("CONCURRENTLY")) {
            if (UNIQUE.matcher(postgresql.up()).find()) {
                problems.add(sqlite.name() + " makes a unique index, and cannot raise the oldest library.");
            }
            return;
        }
        OptionalInt ofSqlite = oldestLibrary(sqlite, isFirst);
        OptionalInt ofPostgresql = oldestLibrary(postgresql, isFirst);
        if (!ofSqlite.equals(ofPostgresql)) {
            problems.add(sqlite.name() + " names different libraries on the two engines.");
        }
        int named = ofSqlite.orElse(oldest);
        if (named < oldest || named > sqlite.version()) {
            problems.add(sqlite.name()
                    + String.format(
                            Locale.ROOT, " must name a library from version %s to %s.", oldest, sqlite.version()));
        }
        oldest = Math.max(named, oldest);
    }

    private OptionalInt oldestLibrary(MigrationScript script, boolean isFirst) {
        Matcher header = HEADER.matcher(script.up());
        Matcher row = ROW.matcher(script.up());
        if (!header.find() || !row.find()) {
            problems.add(
                    script.name() + " lacks its line \"-- Oldest library: …\", or its row in aro_schema_versions.");
            return OptionalInt.empty();
        }
        if (!row.group(1).equals(String.valueOf(script.version()))
                || !row.group(2).equals(header.group(1))) {
            problems.add(script.name() + " writes another row than it says.");
        }
        if (!isFirst && !deletesRow(script.down(), script.version())) {
            problems.add(script.name() + " leaves its row in aro_schema_versions when it is undone.");
        }
        return OptionalInt.of(Integer.parseInt(header.group(1)));
    }

    private static boolean deletesRow(@Nullable String down, int version) {
        return down != null
                && (down.contains("irreversible:")
                        || down.contains(String.format(
                                Locale.ROOT, "DELETE FROM aro_schema_versions WHERE version = %s;", version)));
    }
}
