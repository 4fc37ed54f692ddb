package io.aro.db.internal.value;

import io.aro.db.refusal.InvalidValueException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The check of an e-mail address for plausibility, the same at every entry.
 *
 * <p>It is one mailbox and a domain around one {@code @}, of at most 254 characters (RFC 5321 with erratum 1690), in letters
 * of any script (RFC 6531). The domain is of labels between dots, or of one label. White space, control characters, marks that
 * print nothing, quoted mailboxes and domains in brackets are refused, as is an address with a name or angle brackets around
 * it. Whether the address receives mail only a message can tell.
 */
public final class EmailAddress {

    private static final int LONGEST = 254;

    /** Everything but the characters that RFC 5322 gives a meaning of their own. */
    private static final String MAILBOX = "[^@\\s\\p{C}\\p{Z}()<>\\[\\]:;,\\\\\"]+";

    private static final String LABEL = "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]*[\\p{L}\\p{M}\\p{N}])?";
    private static final Pattern ADDRESS = Pattern.compile(MAILBOX + "@" + LABEL + "(?:\\." + LABEL + ")*");

    private EmailAddress() {}

    /**
     * Returns the address if it is plausible.
     *
     * @throws InvalidValueException if it is not, or there is none
     */
    public static String required(String field, @Nullable String value) {
        return Values.required(field, optional(field, value));
    }

    /**
     * Returns the address, which may be absent, if it is plausible.
     *
     * @throws InvalidValueException if it is not
     */
    public static @Nullable String optional(String field, @Nullable String value) {
        String text = Values.optionalText(field, value, LONGEST);
        if (text != null && !ADDRESS.matcher(text).matches()) {
            throw new InvalidValueException(field, "must be an e-mail address such as ada@example.org");
        }
        return text;
    }
}
