package io.aro.db.config;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/**
 * The rules of the business; immutable.
 *
 * @param depositThreshold the risk score, 0 to 100, from which a booking needs a deposit
 * @param depositAmount how much the deposit is
 * @param reminderTiming when customers are reminded, each time once
 * @param autoRebookingEnabled whether a customer is offered the next appointment unasked
 * @param reviewRequestDelay how long after an appointment a review is asked for, in whole hours, at most 30 days
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
     * Checks every value.
     *
     * @throws InvalidValueException if one is out of its range
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

    /** Returns the rules that hold until the business sets its own: as the risk score has it, and no deposit yet. */
    public static BusinessRules defaults() {
        return DEFAULTS;
    }

    /** Returns a copy with another risk score from which a booking needs a deposit. */
    public BusinessRules withDepositThreshold(int score) {
        return new BusinessRules(score, depositAmount, reminderTiming, autoRebookingEnabled, reviewRequestDelay);
    }

    /** Returns a copy with another deposit. */
    public BusinessRules withDepositAmount(BigDecimal amount) {
        return new BusinessRules(depositThreshold, amount, reminderTiming, autoRebookingEnabled, reviewRequestDelay);
    }

    /** Returns a copy with other reminders; none at all if nothing is named. */
    public BusinessRules withReminderTiming(ReminderTiming... timings) {
        List<ReminderTiming> given = Arrays.asList(Values.required("reminder timing", timings));
        return new BusinessRules(depositThreshold, depositAmount, given, autoRebookingEnabled, reviewRequestDelay);
    }

    /** Returns a copy that offers the next appointment unasked, or does not. */
    public BusinessRules withAutoRebookingEnabled(boolean isEnabled) {
        return new BusinessRules(depositThreshold, depositAmount, reminderTiming, isEnabled, reviewRequestDelay);
    }

    /** Returns a copy with another delay of the request for a review. */
    public BusinessRules withReviewRequestDelay(Duration delay) {
        return new BusinessRules(depositThreshold, depositAmount, reminderTiming, autoRebookingEnabled, delay);
    }

    private static boolean isDelay(Duration delay) {
        return !delay.isNegative()
                && delay.compareTo(LONGEST_DELAY) <= 0
                && delay.equals(Duration.ofHours(delay.toHours()));
    }
}
