package io.aro.db.reminder;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The maximum number of messages to a customer in a sliding window.
 *
 * <p>The window slides: a limit of three in 24 hours holds for every period of 24 hours.
 *
 * @param messages the maximum number of messages, at least one
 * @param window the length, from one second to 3650 days; truncated to microseconds
 */
public record MessageLimit(int messages, Duration window) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(3650);

    /**
     * Checks both values.
     *
     * @throws InvalidValueException if a value is out of range
     */
    public MessageLimit {
        Values.positive("messages", messages);
        window = Values.required("window", window);
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new InvalidValueException("window", "must be from one second to 3650 days");
        }
        window = window.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns a limit per 24 hours. */
    public static MessageLimit perDay(int messages) {
        return new MessageLimit(messages, Duration.ofDays(1));
    }
}
