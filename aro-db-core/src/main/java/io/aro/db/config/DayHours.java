package io.aro.db.config;

import io.aro.db.refusal.InvalidValueException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The opening hours of a weekday, in the business's time zone; immutable.
 *
 * @param open the opening time, in whole minutes
 * @param close the closing time, in whole minutes and after the opening time
 * @param isClosed whether the day is closed; the times may be kept for reopening, or both be null
 */
public record DayHours(@Nullable LocalTime open, @Nullable LocalTime close, boolean isClosed) {

    /**
     * Validates the times.
     *
     * @throws InvalidValueException if a time is missing or has seconds, or the opening is not before the closing
     */
    public DayHours {
        boolean isKnown = open != null && close != null;
        if (!isKnown && (!isClosed || open != null || close != null)) {
            throw new InvalidValueException("business hours", "must have both an opening and a closing time");
        }
        if (open != null && close != null && !isRange(open, close)) {
            throw new InvalidValueException("business hours", "must be whole minutes and open before they close");
        }
    }

    /** Returns the hours of an open day. */
    public static DayHours of(LocalTime open, LocalTime close) {
        return new DayHours(open, close, false);
    }

    /** Returns a closed day without times. */
    public static DayHours closed() {
        return new DayHours(null, null, true);
    }

    private static boolean isRange(LocalTime open, LocalTime close) {
        return open.isBefore(close) && isWholeMinutes(open) && isWholeMinutes(close);
    }

    private static boolean isWholeMinutes(LocalTime time) {
        return time.equals(time.truncatedTo(ChronoUnit.MINUTES));
    }
}
