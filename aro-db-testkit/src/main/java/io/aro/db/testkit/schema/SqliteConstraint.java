package io.aro.db.testkit.schema;

import io.aro.db.testkit.schema.ForeignKey.Checked;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A constraint parsed from a CREATE TABLE statement. SQLite's pragmas omit names, conditions and the time of
 * checks.
 *
 * @param name the name; empty for an unnamed constraint
 * @param columns the constrained columns; for a check, the column of its definition
 * @param text the text after the keyword
 */
record SqliteConstraint(Kind kind, String name, List<String> columns, SqlOutline text) {

    private static final Pattern KEYWORD =
            Pattern.compile("(?i)(?:\\bCONSTRAINT (\\S+) )?\\b(PRIMARY KEY|UNIQUE|CHECK|FOREIGN KEY|REFERENCES)\\b");

    /** The kind of a constraint. */
    enum Kind {
        PRIMARY_KEY,
        UNIQUE,
        CHECK,
        FOREIGN_KEY
    }

    /** Returns every constraint of a table and of its columns. */
    static List<SqliteConstraint> of(String createTable) {
        List<SqliteConstraint> constraints = new ArrayList<>();
        for (SqlOutline clause : SqlOutline.of(createTable).parenthesised(0).split()) {
            Matcher keyword = KEYWORD.matcher(clause.outline());
            for (int from = 0; keyword.find(from); ) {
                SqliteConstraint found = at(clause, keyword);
                constraints.add(found);
                // The REFERENCES of a table-level foreign key is part of this constraint.
                from = found.isOfTable(keyword) ? clause.sql().length() : keyword.end();
            }
        }
        return constraints;
    }

    private static SqliteConstraint at(SqlOutline clause, Matcher keyword) {
        String word = keyword.group(2).toUpperCase(Locale.ROOT).replace(' ', '_');
        Kind kind = word.equals("REFERENCES") ? Kind.FOREIGN_KEY : Kind.valueOf(word);
        SqlOutline text = SqlOutline.of(clause.sql().substring(keyword.end()));
        String name = Objects.requireNonNullElse(keyword.group(1), "");
        List<String> columns = keyword.start() == 0 && kind != Kind.CHECK
                ? names(text.parenthesised(0))
                : List.of(unquoted(clause.sql().split(" ", 2)[0]));
        return new SqliteConstraint(kind, name, columns, text);
    }

    private boolean isOfTable(Matcher keyword) {
        return keyword.start() == 0;
    }

    private static List<String> names(SqlOutline list) {
        return list.split().stream()
                .map(each -> unquoted(each.sql().split(" ", 2)[0]))
                .toList();
    }

    private static String unquoted(String name) {
        return name.replaceAll("^[\"`\\[]|[\"`\\]]$", "");
    }

    /** Returns the condition of a check. */
    String condition() {
        return text.parenthesised(0).sql();
    }

    /** Returns the check time of a foreign key. */
    Checked checked() {
        String rest = text.outline().toUpperCase(Locale.ROOT);
        if (!rest.contains("DEFERRABLE") || rest.contains("NOT DEFERRABLE")) {
            return Checked.ALWAYS_IMMEDIATELY;
        }
        return rest.contains("INITIALLY DEFERRED") ? Checked.AT_COMMIT : Checked.IMMEDIATELY_UNLESS_DEFERRED;
    }
}
