package io.aro.db.config;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * The rules of a business for deposits, reminders, rebooking and reviews; immutable.
 *
 * @param depositThreshold the lowest risk score for which a booking needs a deposit, 0 to 100
 * @param depositAmount the amount of the deposit, in the currency of the business
 * @param reminderTiming the times of the reminders before an appointment, without duplicates
 * @param autoRebookingEnabled whether to offer customers the next appointment automatically
 * @param reviewRequestDelay the delay of a review request after an appointment, in whole hours up to 30 days
 */
public record BusinessRules(
        int depositThreshold,
        BigDecimal depositAmount,
        List<ReminderTiming> reminderTiming,
        boolean autoRebookingEnabled,
        Duration reviewRequestDelay) {

    private static final Duration LONGEST_DELAY = Duration.ofDays(30);

    private static final BusinessRules DEFAULTS = new BusinessRules(
            70,
            new BigDecimal("0.00"),
            List.of(ReminderTiming.HOURS_48, ReminderTiming.HOURS_24),
            false,
            Duration.ofHours(6));

    /**
     * Validates all values.
     *
     * @throws InvalidValueException if a value is missing or out of range
     */
    public BusinessRules {
        if (depositThreshold < 0 || depositThreshold > 100) {
            throw new InvalidValueException("deposit threshold", "must be from 0 to 100");
        }
        depositAmount = Values.money("deposit amount", Values.required("deposit amount", depositAmount));
        reminderTiming = Values.required("reminder timing", reminderTiming).stream()
                .map(time -> Values.required("reminder timing", time))
                .toList();
        if (reminderTiming.size() > 1 && EnumSet.copyOf(reminderTiming).size() != reminderTiming.size()) {
            throw new InvalidValueException("reminder timing", "must name each time once");
        }
        if (!isDelay(Values.required("review request delay", reviewRequestDelay))) {
            throw new InvalidValueException("review request delay", "must be whole hours, from 0 to 720");
        }
    }

    /**
     * Returns the default rules: threshold 70, deposit 0.00, reminders 48 and 24 hours before, reviews after 6 hours.
     */
    public static BusinessRules defaults() {
        return DEFAULTS;
    }

    /** Returns a copy with another risk score as the threshold for deposits. */
    public BusinessRules withDepositThreshold(int score) {
        return new BusinessRules(score, depositAmount, reminderTiming, autoRebookingEnabled, reviewRequestDelay);
    }

    /** Returns a copy with another deposit amount. */
    public BusinessRules withDepositAmount(BigDecimal amount) {
        return new BusinessRules(depositThreshold, amount, reminderTiming, autoRebookingEnabled, reviewRequestDelay);
    }

    /** Returns a copy with other reminder times; without arguments, no reminders are sent. */
    public BusinessRules withReminderTiming(ReminderTiming... timings) {
        List<ReminderTiming> given = Arrays.asList(Values.required("reminder timing", timings));
        return new BusinessRules(depositThreshold, depositAmount, given, autoRebookingEnabled, reviewRequestDelay);
    }

    /** Returns a copy with automatic rebooking offers switched on or off. */
    public BusinessRules withAutoRebookingEnabled(boolean isEnabled) {
        return new BusinessRules(depositThreshold, depositAmount, reminderTiming, isEnabled, reviewRequestDelay);
    }

    /** Returns a copy with another delay of review requests. */
    public BusinessRules withReviewRequestDelay(Duration delay) {
        return new BusinessRules(depositThreshold, depositAmount, reminderTiming, autoRebookingEnabled, delay);
    }

    private static boolean isDelay(Duration delay) {
        return !delay.isNegative()
                && delay.compareTo(LONGEST_DELAY) <= 0
                && delay.equals(Duration.ofHours(delay.toHours()));
    }
}
