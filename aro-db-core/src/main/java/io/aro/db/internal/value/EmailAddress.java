package io.aro.db.internal.value;

import io.aro.db.refusal.InvalidValueException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Plausibility check of e-mail addresses, shared by all entry points.
 *
 * <p>An address has a mailbox, an {@code @} and a domain, at most 254 characters in total (RFC 5321 with erratum 1690).
 * Letters of any script are allowed (RFC 6531). The domain has one or more labels, separated by dots. Refused are white
 * space, control characters, invisible characters, quoted mailboxes and domains in brackets. Display names and angle
 * brackets are refused, too. Whether an address receives mail is not checked.
 */
public final class EmailAddress {

    private static final int LONGEST = 254;

    /** All characters except the special characters of RFC 5322. */
    private static final String MAILBOX = "[^@\\s\\p{C}\\p{Z}()<>\\[\\]:;,\\\\\"]+";

    private static final String LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?";
    private static final Pattern ADDRESS = Pattern.compile(MAILBOX + "@" + LABEL + "(?:\\." + LABEL + ")*");

    private EmailAddress() {}

    /**
     * Returns the address if plausible.
     *
     * @param field the name of the field in messages
     * @throws InvalidValueException if the address is absent or implausible
     */
    public static String required(String field, @Nullable String value) {
        return Values.required(field, optional(field, value));
    }

    /**
     * Returns the address if plausible, and null for null.
     *
     * @param field the name of the field in messages
     * @throws InvalidValueException if the address is implausible
     */
    public static @Nullable String optional(String field, @Nullable String value) {
        String text = Values.optionalText(field, value, LONGEST);
        if (text != null && !ADDRESS.matcher(text).matches()) {
            throw new InvalidValueException(field, "must be an e-mail address such as ada@example.org");
        }
        return text;
    }
}
