package io.aro.db.privacy.internal;

import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.lower;

import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * A text or phone number that identifies a person.
 *
 * @param text the folded text, or the digits of the phone number
 * @param pattern the pattern of a mention within a folded text, at word boundaries
 * @param like a lower-case pattern for SQL {@code LIKE}; matches at least every ASCII text with a mention
 */
public record PersonalIdentifier(String text, Pattern pattern, String like) {

    private static final String BEFORE = "(?<![\\p{L}\\p{N}\\p{M}])";
    private static final String AFTER = "(?![\\p{L}\\p{N}\\p{M}])";
    private static final char ESCAPE = '!';

    /** Returns the identifier of a text, such as a name or an email address. */
    static PersonalIdentifier ofText(String text) {
        String word = Folding.of(text).strip();
        return new PersonalIdentifier(
                word,
                Pattern.compile(BEFORE + Pattern.quote(word) + AFTER),
                "%" + escaped(word).replace(' ', '%') + "%");
    }

    /** Returns the identifier of a phone number in E.164 form; the pattern matches all {@link PhoneForms}. */
    static PersonalIdentifier ofPhone(String phone) {
        PhoneForms forms = PhoneForms.of(phone);
        return new PersonalIdentifier(
                phone.substring(1),
                forms.pattern(),
                "%" + String.join("%", forms.shortest().split("")) + "%");
    }

    /** Returns whether a folded text contains the identifier. */
    boolean isIn(String folded) {
        return pattern.matcher(folded).find();
    }

    /** Condition: a column of printable ASCII may contain the identifier; the pattern decides afterwards. */
    Condition mayBeInAscii(Field<String> column) {
        return Folding.isAscii(text) ? lower(column).like(like, ESCAPE) : falseCondition();
    }

    private static String escaped(String word) {
        return word.replaceAll("[!%_]", "!$0");
    }
}
