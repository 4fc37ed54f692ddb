package io.aro.db.internal.value;

import java.util.Optional;

/** The text order of both engines: by code points, with case mapping for ASCII only. */
public final class TextOrder {

    private static final int BEFORE_SURROGATES = Character.MIN_SURROGATE - 1;

    private TextOrder() {}

    /** Returns the text with ASCII letters in lower case, as {@code lower} does on both engines. */
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

    /** Returns the smallest text after all texts with the prefix. Empty if there is no such text. */
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
