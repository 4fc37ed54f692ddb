package io.aro.db.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.config.Integrations.Booking;
import io.aro.db.config.Integrations.Messaging;
import io.aro.db.config.Integrations.Payment;
import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessConfigTest {

    private static final BusinessConfig CLINIC = BusinessConfig.of("Bright Smiles", "+15550199", "office@example.org");
    private static final BusinessRules RULES = BusinessRules.defaults();
    private static final LocalTime NINE = LocalTime.of(9, 0);
    private static final LocalTime FIVE = LocalTime.of(17, 0);

    @Test
    void beginsWithTheDefaults() {
        assertThat(CLINIC.timezone()).isEqualTo(ZoneId.of("America/New_York"));
        assertThat(CLINIC.businessHours()).isEqualTo(BusinessHours.closed());
        assertThat(CLINIC.integrations()).isEqualTo(Integrations.none());
        assertThat(RULES.depositThreshold()).isEqualTo(70);
        assertThat(RULES.depositAmount()).isEqualTo("0.00");
        assertThat(RULES.reminderTiming()).containsExactly(ReminderTiming.HOURS_48, ReminderTiming.HOURS_24);
        assertThat(RULES.autoRebookingEnabled()).isFalse();
        assertThat(RULES.reviewRequestDelay()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void refusesTextsThatDoNotFit() {
        refuses("business name", () -> CLINIC.withBusinessName(" "));
        refuses("business name", () -> CLINIC.withBusinessName("x".repeat(256)));
        refuses("email", () -> CLINIC.withEmail(""));
        refuses("email", () -> CLINIC.withEmail("x".repeat(244) + "@example.org"));
        refuses("phone", () -> CLINIC.withPhone("555-0199"));
        refuses("phone", () -> CLINIC.withPhone("+0155501990"));
        refuses("address", () -> CLINIC.withAddress("1 Main\0Street"));
    }

    @Test
    void refusesZonesThatHaveNoIanaName() {
        refuses("timezone", () -> CLINIC.withTimezone(ZoneOffset.ofHours(2)));
        refuses("timezone", () -> CLINIC.withTimezone(ZoneId.of("GMT+2")));
        assertThat(CLINIC.withTimezone(ZoneId.of("Europe/Berlin")).timezone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Mars/Olympus", "+02:00", "GMT+2", "Z", "America/New York"})
    void refusesNamesThatAreNoZone(String name) {
        refuses("timezone", () -> BusinessConfig.zone(name));
    }

    @Test
    void refusesHoursThatEndBeforeTheyBegin() {
        refuses("business hours", () -> DayHours.of(FIVE, NINE));
        refuses("business hours", () -> DayHours.of(NINE, NINE));
        refuses("business hours", () -> DayHours.of(NINE, FIVE.plusSeconds(1)));
        refuses("business hours", () -> new DayHours(null, FIVE, false));
        refuses("business hours", () -> new DayHours(null, null, false));
        refuses("business hours", () -> new DayHours(NINE, null, true));
        refuses("business hours", () -> new DayHours(FIVE, NINE, true));
    }

    @Test
    void closesTheDaysThatAreLeftOut() {
        BusinessHours hours =
                BusinessHours.weekdays(NINE, FIVE).withDay(DayOfWeek.FRIDAY, DayHours.of(NINE, LocalTime.of(12, 30)));

        assertThat(hours.days()).hasSize(7);
        assertThat(hours.on(DayOfWeek.MONDAY)).isEqualTo(DayHours.of(NINE, FIVE));
        assertThat(hours.on(DayOfWeek.FRIDAY).close()).isEqualTo("12:30");
        assertThat(hours.on(DayOfWeek.SUNDAY)).isEqualTo(DayHours.closed());
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> hours.days().put(DayOfWeek.SUNDAY, DayHours.of(NINE, FIVE)));
    }

    @Test
    void refusesRulesOutOfTheirRange() {
        refuses("deposit threshold", () -> RULES.withDepositThreshold(-1));
        refuses("deposit threshold", () -> RULES.withDepositThreshold(101));
        refuses("deposit amount", () -> RULES.withDepositAmount(new BigDecimal("-0.01")));
        refuses("deposit amount", () -> RULES.withDepositAmount(new BigDecimal("1.005")));
        refuses("deposit amount", () -> RULES.withDepositAmount(new BigDecimal("100000000")));
        refuses("reminder timing", () -> RULES.withReminderTiming(ReminderTiming.HOURS_24, ReminderTiming.HOURS_24));
        refuses("reminder timing", () -> ReminderTiming.of("12h"));
        refuses("review request delay", () -> RULES.withReviewRequestDelay(Duration.ofMinutes(90)));
        refuses("review request delay", () -> RULES.withReviewRequestDelay(Duration.ofHours(-1)));
        refuses("review request delay", () -> RULES.withReviewRequestDelay(Duration.ofHours(721)));
        refuses("review request delay", () -> RULES.withReviewRequestDelay(Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void keepsAmountsWithTwoDecimals() {
        assertThat(RULES.withDepositAmount(new BigDecimal("25")).depositAmount())
                .isEqualTo("25.00");
        assertThat(RULES.withDepositAmount(new BigDecimal("25.5")))
                .isEqualTo(RULES.withDepositAmount(new BigDecimal("25.500")));
    }

    @Test
    void knowsHowLongBeforeAReminderIs() {
        assertThat(List.of(ReminderTiming.values()))
                .extracting(ReminderTiming::literal)
                .containsExactly("48h", "24h", "6h");
        assertThat(ReminderTiming.of("6h").before()).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void refusesIntegrationsWithoutProviderOrKey() {
        refuses("booking provider", () -> new Booking(" ", "key", null));
        refuses("booking API key", () -> new Booking("calendly", "", null));
        refuses("messaging phone number", () -> new Messaging("twilio", "key", "5550199"));
        refuses("payment API key", () -> new Payment("stripe", "k".repeat(4097), null));
    }

    @Test
    void showsNoSecretAsText() {
        BusinessConfig connected = CLINIC.withIntegrations(Integrations.none()
                .withBooking(new Booking("calendly", "book_hush", "https://hooks.example.org/hush"))
                .withMessaging(new Messaging("twilio", "text_hush", "+15550100"))
                .withPayment(new Payment("stripe", "sk_hush", "pk_hush")));

        assertThat(connected.toString())
                .contains("calendly", "twilio", "stripe")
                .doesNotContain("hush", "+15550100");
        assertThat(connected.integrations().toString())
                .isEqualTo("Integrations[booking=Booking[provider=calendly], messaging=Messaging[provider=twilio],"
                        + " payment=Payment[provider=stripe]]");
    }

    /** Asserts a rejection whose message does not quote the value. */
    private static void refuses(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(call)
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo(field))
                .withMessageNotContainingAny("555-0199", "Mars", "k".repeat(100));
    }
}
