package io.aro.db.examples.quickstart;

import java.util.regex.Pattern;

/**
 * Is a text that may be a phone.
 *
 * @param written the text as it was typed
 * @param isNumber whether it was meant as a number, so that a booking by the e-mail address would lose it
 */
record GivenPhone(String written, boolean isNumber) {

    /** Five digits or more, with a label before them at most; a note may follow. */
    private static final Pattern NUMBER =
            Pattern.compile("(?:\\p{L}+[.:]+)?[^\\p{L}\\p{Nd}]*(?:\\p{Nd}[^\\p{L}\\p{Nd},;:]*){5}");

    /** Returns the text of a field that Calendly keeps for a number. */
    static GivenPhone ofField(String written) {
        return new GivenPhone(written, true);
    }

    /** Returns the answer to a question that mentions a phone, such as "iPhone 13" to "Which phone do you want repaired?". */
    static GivenPhone ofAnswer(String written) {
        return new GivenPhone(written, NUMBER.matcher(written).lookingAt());
    }
}
