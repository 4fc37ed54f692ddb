package io.aro.db.testkit.schema;

import java.util.Locale;
import java.util.regex.Pattern;

/** The types, defaults and conditions of one engine in words that hold for both. */
abstract sealed class Vocabulary permits SqliteVocabulary, PostgresVocabulary {

    static final String NOW = "now";
    static final String RANDOM_UUID = "random UUID";
    static final String EMPTY_LIST = "empty list";

    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** What stands outside strings: up to a quote, from a place with an even number of quotes after it. */
    private static final Pattern UNQUOTED = Pattern.compile("[^']+(?=(?:[^']*'[^']*')*[^']*$)");

    /** Parentheses that hold no AND or OR and no others: they group nothing that is not grouped without them. */
    private static final Pattern NEEDLESS = Pattern.compile("\\(((?:(?!\\b(?:and|or)\\b)[^()])*)\\)");

    /** Returns the type as SQLite declares it. */
    abstract String type(String type);

    /** Returns what the default of a column of that (common) type means. */
    abstract String defaultValue(String type, String expression);

    /** Returns the SQL in lower case, but for its strings. */
    static String lowerCase(String sql) {
        return UNQUOTED.matcher(sql).replaceAll(part -> part.group().toLowerCase(Locale.ROOT));
    }

    /** Returns the condition, or the expression, in lower case and without needless parentheses and quotes. */
    String condition(String sql) {
        String text = SPACES.matcher(lowerCase(sql).replace("\"", "")).replaceAll(" ");
        String before;
        do {
            before = text;
            text = NEEDLESS.matcher(text).replaceAll(" $1 ");
        } while (!text.equals(before));
        text = SPACES.matcher(text).replaceAll(" ").strip();
        SqlOutline outline = SqlOutline.of(text);
        boolean isWrapped = text.startsWith("(") && outline.outline().indexOf(')') == text.length() - 1;
        return isWrapped ? text.substring(1, text.length() - 1).strip() : text;
    }
}
