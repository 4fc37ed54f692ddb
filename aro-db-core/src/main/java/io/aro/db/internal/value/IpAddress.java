package io.aro.db.internal.value;

import io.aro.db.refusal.InvalidValueException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Syntax check of IP addresses, without name resolution. */
public final class IpAddress {

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
    private static final Pattern V4_AT_END = Pattern.compile("(?<=:)" + V4.pattern() + "$");
    private static final Pattern GROUPS = Pattern.compile("[0-9a-fA-F]{1,4}(:[0-9a-fA-F]{1,4})*");
    private static final int GROUPS_IN_ALL = 8;

    private IpAddress() {}

    /**
     * Returns the text if it is an IPv4 address, or an IPv6 address without a zone, in the usual notation.
     *
     * @param field the name of the field in messages
     * @throws InvalidValueException if the text is absent or not an IP address
     */
    public static String check(String field, @Nullable String value) {
        if (value == null || !(V4.matcher(value).matches() || isV6(value))) {
            throw new InvalidValueException(field, "must be an IP address such as 203.0.113.7 or 2001:db8::7");
        }
        return value;
    }

    /**
     * Returns whether the text is an IPv6 address: eight groups of 16 bits, or fewer around one double colon. A
     * trailing IPv4 address counts as two groups.
     */
    private static boolean isV6(String value) {
        String text = V4_AT_END.matcher(value).replaceFirst("0:0");
        int gap = text.indexOf("::");
        if (gap < 0) {
            return groups(text) == GROUPS_IN_ALL;
        }
        int before = gap == 0 ? 0 : groups(text.substring(0, gap));
        int after = gap == text.length() - 2 ? 0 : groups(text.substring(gap + 2));
        return before >= 0 && after >= 0 && before + after < GROUPS_IN_ALL;
    }

    /** Returns the number of groups, or -1 if the text is not a list of groups. */
    private static int groups(String text) {
        return GROUPS.matcher(text).matches() ? text.split(":", -1).length : -1;
    }
}
