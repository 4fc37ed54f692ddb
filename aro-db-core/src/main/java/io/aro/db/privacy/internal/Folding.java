package io.aro.db.privacy.internal;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The form of a text that is compared, so that neither case nor spelling in Unicode matters.
 *
 * <p>It is NFKC, in upper and then in lower case under {@code Locale.ROOT}, with decimal digits of every script as 0 to 9,
 * without invisible format characters, and with one space for each run of white space. Accents count.
 */
final class Folding {

    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private Folding() {}

    /** Returns the folded text. */
    static String of(String text) {
        return isAscii(text) ? spaced(text.toLowerCase(Locale.ROOT)) : folded(text, Form.NFKC, true);
    }

    /**
     * Returns the forms of a text in which a mention is looked for.
     *
     * <p>NFKC makes letters of signs such as ™, which then continue a word. So the text is searched in NFC, too.
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

    /** Upper case is normalized once more, since it may have left a letter apart from its accent. */
    private static String folded(String text, Form form, boolean withoutFormats) {
        String upper = Normalizer.normalize(Normalizer.normalize(text, form).toUpperCase(Locale.ROOT), form);
        StringBuilder folded = new StringBuilder(upper.length());
        upper.codePoints()
                .filter(codePoint -> !withoutFormats || Character.getType(codePoint) != Character.FORMAT)
                .map(Folding::small)
                .forEach(folded::appendCodePoint);
        return spaced(Normalizer.normalize(folded, form));
    }

    /** Letter by letter, since the small letter of a whole text depends on its place in a Greek word. */
    private static int small(int codePoint) {
        int digit = Character.digit(codePoint, 10);
        return digit >= 0 ? '0' + digit : Character.toLowerCase(codePoint);
    }

    private static String spaced(String text) {
        return SPACES.matcher(text).replaceAll(" ");
    }
}
