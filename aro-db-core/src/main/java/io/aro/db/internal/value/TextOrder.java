package io.aro.db.internal.value;

import java.util.Optional;

/** The order of text that both engines share: by code points, with upper and lower case in ASCII only. */
public final class TextOrder {

    private static final int BEFORE_SURROGATES = Character.MIN_SURROGATE - 1;

    private TextOrder() {}

    /** Returns the text with the capital letters of ASCII in lower case, as both engines' {@code lower} does. */
    public static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char each = lower.charAt(i);
            if (each >= 'A' && each <= 'Z') {
                lower.setCharAt(i, (char) (each + ('a' - 'A')));
            }
        }
        return lower.toString();
    }

    /** Returns the first text after all that begin with the prefix; nothing if there is none. */
    public static Optional<String> afterPrefix(String prefix) {
        int end = prefix.length();
        while (end > 0) {
            int last = prefix.codePointBefore(end);
            end -= Character.charCount(last);
            if (last < Character.MAX_CODE_POINT) {
                int next = last == BEFORE_SURROGATES ? Character.MAX_SURROGATE + 1 : last + 1;
                return Optional.of(prefix.substring(0, end) + Character.toString(next));
            }
        }
        return Optional.empty();
    }
}
