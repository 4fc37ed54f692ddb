package io.aro.db.config;

import io.aro.db.refusal.InvalidValueException;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The opening hours of one day of the week, in the time zone of the business.
 *
 * @param open when it opens, in whole minutes
 * @param close when it closes, later than it opens
 * @param isClosed whether it stays closed on that day; the hours, if kept, are those of other weeks
 */
public record DayHours(@Nullable LocalTime open, @Nullable LocalTime close, boolean isClosed) {

    /**
     * Checks the hours.
     *
     * @throws InvalidValueException if one is missing, has seconds, or it closes before it opens
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

    /** Returns the hours of a day that is open. */
    public static DayHours of(LocalTime open, LocalTime close) {
        return new DayHours(open, close, false);
    }

    /** Returns the hours of a day that is closed. */
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
