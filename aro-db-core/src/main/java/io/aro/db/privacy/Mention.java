package io.aro.db.privacy;

import io.aro.db.internal.Json;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/**
 * Is a word or number by which a person is known, wherever it stands.
 *
 * @param text the word in small letters, or the digits of a number
 * @param pattern finds it as a word of its own, whatever the case
 */
record Mention(String text, Pattern pattern) {

    static Mention ofText(String text) {
        Pattern word = Pattern.compile(
                "(?<![\\p{L}\\p{N}])" + Pattern.quote(text) + "(?![\\p{L}\\p{N}])",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return new Mention(text, word);
    }

    /** With or without its plus sign, it is the digits that are looked for. */
    static Mention ofPhone(String phone) {
        String digits = phone.substring(1);
        return new Mention(digits, Pattern.compile("(?<![0-9])" + digits + "(?![0-9])"));
    }

    boolean isIn(String other) {
        return pattern.matcher(other).find();
    }

    /** Returns the condition that a column may mention it, as it is or in small letters; the pattern decides. */
    Condition mayBeIn(Field<String> column) {
        String small = text.toLowerCase(Locale.ROOT);
        return contains(column, text).or(contains(DSL.lower(column), small));
    }

    private static Condition contains(Field<String> column, String word) {
        String quoted = Json.print(word);
        String escaped = quoted.substring(1, quoted.length() - 1);
        Condition plain = DSL.position(column, word).gt(0);
        return escaped.equals(word)
                ? plain
                : plain.or(DSL.position(column, escaped).gt(0));
    }
}
