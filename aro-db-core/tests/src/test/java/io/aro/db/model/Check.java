package io.aro.db.model;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documented limits of values; invalid values are refused. */
final class Check {

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final BigDecimal MOST = new BigDecimal("99999999.99");

    private Check() {}

    static void that(boolean isValid) {
        if (!isValid) {
            throw Refusal.invalid();
        }
    }

    /** Checks a required text. */
    static void text(@Nullable String text, int longest) {
        that(text != null && !text.isBlank());
        optional(text, longest);
    }

    static void optional(@Nullable String text, int longest) {
        that(text == null || (text.codePointCount(0, text.length()) <= longest && text.indexOf('\0') < 0));
    }

    /** Checks an optional e-mail address. */
    static void email(@Nullable String address) {
        that(isEmail(address));
    }

    static boolean isEmail(@Nullable String address) {
        return address == null || (address.matches("[^@\\s]+@[^@\\s]+") && address.length() <= 254);
    }

    /** Checks an optional text, not blank if present. */
    static void textIfAny(@Nullable String text, int longest) {
        if (text != null) {
            text(text, longest);
        }
    }

    /** Checks an external id with its source; the id may be absent. */
    static void externalId(String source, @Nullable String id) {
        if (!source.isEmpty()) {
            line(source, 50);
        }
        if (id != null) {
            line(id, 255);
        }
    }

    private static void line(String text, int longest) {
        text(text, longest);
        that(text.chars().noneMatch(Character::isISOControl));
    }

    static void phone(String phone) {
        that(isPhone(phone));
    }

    static boolean isPhone(String phone) {
        return phone.matches("\\+[1-9][0-9]{1,14}");
    }

    static void tags(List<String> tags) {
        tags.forEach(tag -> text(tag, 255));
    }

    static void positive(int number) {
        that(number > 0);
    }

    static void positive(@Nullable Integer number) {
        that(number == null || number > 0);
    }

    static void percent(int number) {
        that(number >= 0 && number <= 100);
    }

    static BigDecimal money(BigDecimal amount) {
        that(isMoney(amount) && amount.stripTrailingZeros().scale() <= 2);
        return amount.setScale(2);
    }

    /** Returns whether a money column holds the amount. */
    static boolean isMoney(BigDecimal amount) {
        return amount.signum() >= 0 && amount.compareTo(MOST) <= 0;
    }

    static Instant time(Instant time) {
        that(!time.isBefore(EARLIEST) && !time.isAfter(LATEST));
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns a time not in the future, or now without a time. */
    static Instant past(@Nullable Instant time, Instant now) {
        Instant given = time == null ? now : time(time);
        that(!given.isAfter(now));
        return given;
    }
}
