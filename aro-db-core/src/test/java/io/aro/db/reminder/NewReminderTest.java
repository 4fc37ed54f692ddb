package io.aro.db.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.refusal.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewReminderTest {

    private static final UUID VISIT = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final NewReminder REMINDER = NewReminder.of(VISIT, ReminderType.HOURS_24, Channel.SMS);

    @Test
    void keepsWhatItWasGiven() {
        NewReminder reminder = REMINDER.withMessageId("SM1")
                .withSentAt(Instant.parse("2026-03-02T15:04:05.123456789Z"))
                .withSentBy(Actor.user("front-desk"));

        assertThat(reminder)
                .isEqualTo(new NewReminder(
                        VISIT,
                        ReminderType.HOURS_24,
                        Channel.SMS,
                        "SM1",
                        Instant.parse("2026-03-02T15:04:05.123456Z"),
                        Actor.user("front-desk")));
        assertThat(REMINDER.messageId()).isNull();
        assertThat(REMINDER.sentAt()).isNull();
    }

    @Test
    void refusesBadValues() {
        refuses("message id", () -> REMINDER.withMessageId(" "));
        refuses("message id", () -> REMINDER.withMessageId("x".repeat(256)));
        refuses("message id", () -> REMINDER.withMessageId("\0"));
        refuses("sent at", () -> REMINDER.withSentAt(Instant.MAX));
    }

    @ParameterizedTest
    @EnumSource(ReminderType.class)
    void findsATypeByItsWord(ReminderType type) {
        assertThat(ReminderType.of(type.literal())).isEqualTo(type);
    }

    @Test
    void refusesATypeThatIsNone() {
        refuses("reminder type", () -> ReminderType.of("12h"));
    }

    @Test
    void refusesLimitsThatAreNone() {
        refuses("messages", () -> MessageLimit.perDay(0));
        refuses("window", () -> new MessageLimit(1, Duration.ZERO));
        refuses("window", () -> new MessageLimit(1, Duration.ofDays(-1)));
        refuses("window", () -> new MessageLimit(1, Duration.ofDays(3650).plusNanos(1)));
        assertThat(MessageLimit.perDay(3)).isEqualTo(new MessageLimit(3, Duration.ofHours(24)));
        assertThat(new MessageLimit(1, Duration.ofSeconds(1, 1999)).window()).isEqualTo(Duration.ofSeconds(1, 1000));
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
