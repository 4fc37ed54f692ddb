package io.aro.db.privacy.internal;

import static org.jooq.impl.DSL.falseCondition;
import static org.jooq.impl.DSL.lower;

import java.util.regex.Pattern;
import org.jooq.Condition;
import org.jooq.Field;

/**
 * A word or number by which a person is known, wherever it stands.
 *
 * @param text the folded word, or the digits of a number
 * @param pattern finds it in a folded text, as a word of its own
 * @param like the pattern of SQL that each text of printable ASCII that mentions it matches, in lower case
 */
public record PersonalIdentifier(String text, Pattern pattern, String like) {

    private static final String BEFORE = "(?<![\\p{L}\\p{N}\\p{M}])";
    private static final String AFTER = "(?![\\p{L}\\p{N}\\p{M}])";
    private static final char ESCAPE = '!';

    static PersonalIdentifier ofText(String text) {
        String word = Folding.of(text).strip();
        return new PersonalIdentifier(
                word,
                Pattern.compile(BEFORE + Pattern.quote(word) + AFTER),
                "%" + escaped(word).replace(' ', '%') + "%");
    }

    /** Looks for the digits of a number in E.164 form, in the ways in which {@link PhoneForms} says they are written. */
    static PersonalIdentifier ofPhone(String phone) {
        PhoneForms forms = PhoneForms.of(phone);
        return new PersonalIdentifier(
                phone.substring(1),
                forms.pattern(),
                "%" + String.join("%", forms.shortest().split("")) + "%");
    }

    /** Tells whether a folded text mentions it. */
    boolean isIn(String folded) {
        return pattern.matcher(folded).find();
    }

    /** Returns the condition that a column of printable ASCII may mention it; the pattern decides. */
    Condition mayBeInAscii(Field<String> column) {
        return Folding.isAscii(text) ? lower(column).like(like, ESCAPE) : falseCondition();
    }

    private static String escaped(String word) {
        return word.replaceAll("[!%_]", "!$0");
    }
}
