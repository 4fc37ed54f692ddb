package io.aro.db.testkit.schema;

import java.util.Locale;
import java.util.regex.Pattern;

/** The translation of an engine's types, defaults and conditions to the common notation. */
abstract sealed class Vocabulary permits SqliteVocabulary, PostgresVocabulary {

    static final String NOW = "now";
    static final String RANDOM_UUID = "random UUID";
    static final String EMPTY_LIST = "empty list";

    private static final Pattern SPACES = Pattern.compile("\\s+");

    /** The text outside strings: up to a quote, with an even number of quotes after it. */
    private static final Pattern UNQUOTED = Pattern.compile("[^']+(?=(?:[^']*'[^']*')*[^']*$)");

    /** Redundant parentheses: their content has no AND, no OR and no parentheses. */
    private static final Pattern NEEDLESS = Pattern.compile("\\(((?:(?!\\b(?:and|or)\\b)[^()])*)\\)");

    /** Returns the type as declared on SQLite. */
    abstract String type(String type);

    /** Returns the meaning of a default, for a column of the common type. */
    abstract String defaultValue(String type, String expression);

    /** Returns the SQL in lower case, except its strings. */
    static String lowerCase(String sql) {
        return UNQUOTED.matcher(sql).replaceAll(part -> part.group().toLowerCase(Locale.ROOT));
    }

    /** Returns the condition or expression in lower case, without redundant parentheses and quotes. */
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
