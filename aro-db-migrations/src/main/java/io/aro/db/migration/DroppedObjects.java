package io.aro.db.migration;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables and columns dropped by a script, parsed from its text for a rollback plan.
 *
 * <p>The parser knows the plain statements used in scripts. Running the script and rolling back would be
 * exact, but would lock the tables of a busy server.
 *
 * @param tables the dropped tables without the refilled tables
 * @param columns the dropped columns
 * @param refills the tables dropped and created anew, each with its refilled columns in lower case
 */
record DroppedObjects(Set<String> tables, Set<Column> columns, Map<String, Set<String>> refills) {

    /** A column of a table. */
    record Column(String table, String column) {}

    private static final Pattern COMMENTS_AND_TEXTS =
            Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
    private static final String IF_EXISTS = "(?:IF\\s+EXISTS\\s+)?";
    private static final String NAME = "([\\w.\"]+)";
    private static final Pattern DROP_TABLE =
            pattern("\\bDROP\\s+TABLE\\s+" + IF_EXISTS + "([\\w.\"]+(?:\\s*,\\s*[\\w.\"]+)*)");
    private static final Pattern MAKE_TABLE =
            pattern("\\bCREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?" + NAME + "(\\s+AS\\b)?");
    private static final Pattern RENAME_TABLE =
            pattern("\\bALTER\\s+TABLE\\s+" + IF_EXISTS + NAME + "\\s+RENAME\\s+TO\\s+" + NAME);
    private static final Pattern FILL_TABLE =
            pattern("\\bINSERT\\s+INTO\\s+" + NAME + "\\s*(?:\\(([^()]*)\\)\\s*)?(?:SELECT|VALUES|WITH)\\b");
    private static final Pattern ALTER_TABLE =
            pattern("\\bALTER\\s+TABLE\\s+" + IF_EXISTS + "(?:ONLY\\s+)?" + NAME + "([^;]*)");
    private static final Pattern DROP_COLUMN = pattern("\\bDROP\\s+COLUMN\\s+" + IF_EXISTS + NAME);

    static DroppedObjects in(String script) {
        String sql = COMMENTS_AND_TEXTS.matcher(script).replaceAll(" ");
        Set<String> tables = droppedTables(sql);
        Map<String, Set<String>> filled = filledTables(sql);
        Map<String, Set<String>> refills = new LinkedHashMap<>();
        for (String table : tables) {
            if (filled.containsKey(table)) {
                refills.put(table, filled.get(table));
            }
        }
        tables.removeAll(refills.keySet());
        return new DroppedObjects(tables, droppedColumns(sql), refills);
    }

    private static Set<String> droppedTables(String sql) {
        Set<String> tables = new LinkedHashSet<>();
        for (Matcher drop = DROP_TABLE.matcher(sql); drop.find(); ) {
            for (String name : drop.group(1).split("\\s*,\\s*", -1)) {
                tables.add(plain(name));
            }
        }
        return tables;
    }

    private static Set<Column> droppedColumns(String sql) {
        Set<Column> columns = new LinkedHashSet<>();
        for (Matcher alter = ALTER_TABLE.matcher(sql); alter.find(); ) {
            for (Matcher drop = DROP_COLUMN.matcher(alter.group(2)); drop.find(); ) {
                columns.add(new Column(plain(alter.group(1)), plain(drop.group(1))));
            }
        }
        return columns;
    }

    /** Returns the filled columns of each table, keyed by the table's final name. An empty set means all columns. */
    private static Map<String, Set<String>> filledTables(String sql) {
        Map<String, String> renamed = new HashMap<>();
        for (Matcher rename = RENAME_TABLE.matcher(sql); rename.find(); ) {
            renamed.put(plain(rename.group(1)), plain(rename.group(2)));
        }
        Map<String, Set<String>> filled = new HashMap<>();
        for (Matcher make = MAKE_TABLE.matcher(sql); make.find(); ) {
            if (make.group(2) != null) {
                filled.put(finalName(make.group(1), renamed), Set.of());
            }
        }
        for (Matcher fill = FILL_TABLE.matcher(sql); fill.find(); ) {
            filled.put(finalName(fill.group(1), renamed), names(fill.group(2)));
        }
        return filled;
    }

    private static String finalName(String name, Map<String, String> renamed) {
        return renamed.getOrDefault(plain(name), plain(name));
    }

    private static Set<String> names(@Nullable String list) {
        Set<String> names = new LinkedHashSet<>();
        if (list != null) {
            for (String name : list.strip().split("\\s*,\\s*", -1)) {
                names.add(plain(name).toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Returns the name without its schema and quotes. */
    private static String plain(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
