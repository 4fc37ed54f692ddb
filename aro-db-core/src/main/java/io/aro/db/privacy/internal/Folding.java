package io.aro.db.privacy.internal;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Folding of texts for comparison without regard to case and Unicode form.
 *
 * <p>The folded form is NFKC, mapped to upper and then to lower case under {@code Locale.ROOT}. Decimal digits of all
 * scripts become 0 to 9, format characters are removed, and runs of white space become a single space. Accents count.
 */
final class Folding {

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private Folding() {}

    /** Returns the folded text. */
    static String of(String text) {
        return isAscii(text) ? spaced(text.toLowerCase(Locale.ROOT)) : folded(text, Form.NFKC, true);
    }

    /**
     * Returns the folded forms of a text to search for mentions.
     *
     * <p>NFKC turns signs such as ™ into letters, which then extend the previous word. Therefore the NFC form is
     * searched as well.
     */
    static List<String> formsOf(String text) {
        if (isAscii(text)) {
            return List.of(of(text));
        }
        String compatible = of(text);
        String canonical = folded(text, Form.NFC, false);
        return compatible.equals(canonical) ? List.of(compatible) : List.of(compatible, canonical);
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }

    /** Folds a text; normalizes again after upper-casing, which may separate a letter from an accent. */
    private static String folded(String text, Form form, boolean withoutFormats) {
        String upper = Normalizer.normalize(Normalizer.normalize(text, form).toUpperCase(Locale.ROOT), form);
        StringBuilder folded = new StringBuilder(upper.length());
        upper.codePoints()
                .filter(codePoint -> !withoutFormats || Character.getType(codePoint) != Character.FORMAT)
                .map(Folding::small)
                .forEach(folded::appendCodePoint);
        return spaced(Normalizer.normalize(folded, form));
    }

    /**
     * Lower-cases a single code point and maps digits to 0 to 9. In whole texts, the form of sigma would depend on its
     * place in a word.
     */
    private static int small(int codePoint) {
        int digit = Character.digit(codePoint, 10);
        return digit >= 0 ? '0' + digit : Character.toLowerCase(codePoint);
    }

    private static String spaced(String text) {
        return SPACES.matcher(text).replaceAll(" ");
    }
}
