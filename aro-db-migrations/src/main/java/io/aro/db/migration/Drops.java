package io.aro.db.migration;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads from a script which tables and columns it drops, for people to see beforehand.
 *
 * <p>It knows the plain statements that scripts are written with. Finding out by running them and rolling back would lock
 * the tables of a busy server, which looking at a plan must not.
 *
 * @param tables the tables it drops and does not make anew
 * @param columns the columns it drops
 */
record Drops(Set<String> tables, Set<Column> columns) {

    /** A column of a table. */
    record Column(String table, String column) {}

    private static final Pattern COMMENTS_AND_TEXTS =
            Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
    private static final String IF_EXISTS = "(?:IF\\s+EXISTS\\s+)?";
    private static final String NAME = "([\\w.\"]+)";
    private static final Pattern DROP_TABLE =
            pattern("\\bDROP\\s+TABLE\\s+" + IF_EXISTS + "([\\w.\"]+(?:\\s*,\\s*[\\w.\"]+)*)");
    private static final Pattern MAKE_TABLE =
            pattern("\\b(?:CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?|RENAME\\s+TO\\s+)" + NAME);
    private static final Pattern ALTER_TABLE =
            pattern("\\bALTER\\s+TABLE\\s+" + IF_EXISTS + "(?:ONLY\\s+)?" + NAME + "([^;]*)");
    private static final Pattern DROP_COLUMN = pattern("\\bDROP\\s+COLUMN\\s+" + IF_EXISTS + NAME);

    static Drops in(String script) {
        String sql = COMMENTS_AND_TEXTS.matcher(script).replaceAll(" ");
        Set<String> tables = new LinkedHashSet<>();
        for (Matcher drop = DROP_TABLE.matcher(sql); drop.find(); ) {
            for (String name : drop.group(1).split("\\s*,\\s*", -1)) {
                tables.add(plain(name));
            }
        }
        for (Matcher make = MAKE_TABLE.matcher(sql); make.find(); ) {
            tables.remove(plain(make.group(1)));
        }
        Set<Column> columns = new LinkedHashSet<>();
        for (Matcher alter = ALTER_TABLE.matcher(sql); alter.find(); ) {
            for (Matcher drop = DROP_COLUMN.matcher(alter.group(2)); drop.find(); ) {
                columns.add(new Column(plain(alter.group(1)), plain(drop.group(1))));
            }
        }
        return new Drops(tables, columns);
    }

    /** Returns the name without its schema and quotes. */
    private static String plain(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
    }

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }
}
