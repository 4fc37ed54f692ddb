package io.aro.db.connection;

import io.aro.db.refusal.InvalidValueException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in the log of the primary, after the writes so far.
 *
 * <p>Send its text to the client with the answer to a write, and read it from the next request of the client. The reads
 * of {@code AroDatabase.readingAfter(position)} see the write, even from a replica.
 *
 * @param timeline the timeline of the primary, which a fail-over increases; 0 without a replica
 * @param lsn the log sequence number, a count of bytes; 0 without a replica
 */
public record WritePosition(long timeline, long lsn) {

    /** The position before all writes. */
    public static final WritePosition NONE = new WritePosition(0, 0);

    private static final Pattern TEXT = Pattern.compile("(\\p{XDigit}{1,8})/(\\p{XDigit}{1,8})/(\\p{XDigit}{1,8})");

    /**
     * Creates a position.
     *
     * @throws InvalidValueException if a number is negative
     */
    public WritePosition {
        if (timeline < 0 || lsn < 0) {
            throw new InvalidValueException("position", "must not be negative");
        }
    }

    /**
     * Returns the position of a text, such as {@code 1/16/B374D848}.
     *
     * @throws InvalidValueException if the text is not a position
     */
    public static WritePosition parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new InvalidValueException("position", "must have the form 1/16/B374D848");
        }
        long lsn = hex(parts.group(2)) << 32 | hex(parts.group(3));
        return new WritePosition(hex(parts.group(1)), lsn);
    }

    private static long hex(String digits) {
        return Long.parseLong(digits, 16);
    }

    /** Returns the text of the position: the timeline, and the number in the form of PostgreSQL. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X/%X", timeline, lsn >>> 32, lsn & 0xFFFF_FFFFL);
    }
}
