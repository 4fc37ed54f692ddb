package io.aro.db.examples.quickstart;

import java.util.regex.Pattern;

/**
 * A text that may be a phone number.
 *
 * @param written the text as typed
 * @param isNumber whether the sender meant a number, so that an unreadable text is an error
 */
record GivenPhone(String written, boolean isNumber) {

    /** Five digits or more, after an optional label and before an optional note. */
    private static final Pattern NUMBER =
            Pattern.compile("(?:\\p{L}+[.:]+)?[^\\p{L}\\p{Nd}]*(?:\\p{Nd}[^\\p{L}\\p{Nd},;:]*){5}");

    /** Returns the text of one of Calendly's fields for numbers. */
    static GivenPhone ofField(String written) {
        return new GivenPhone(written, true);
    }

    /** Returns the answer to a question about a phone, such as "iPhone 13" to "Which phone do you want repaired?". */
    static GivenPhone ofAnswer(String written) {
        return new GivenPhone(written, NUMBER.matcher(written).lookingAt());
    }
}
