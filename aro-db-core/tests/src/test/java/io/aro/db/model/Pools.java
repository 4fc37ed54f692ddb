package io.aro.db.model;

import static io.aro.db.lifecycle.AppointmentStatus.BOOKED;
import static io.aro.db.lifecycle.AppointmentStatus.CANCELLED;
import static io.aro.db.lifecycle.AppointmentStatus.COMPLETED;
import static io.aro.db.lifecycle.AppointmentStatus.CONFIRMED;
import static io.aro.db.lifecycle.AppointmentStatus.IN_PROGRESS;
import static io.aro.db.lifecycle.AppointmentStatus.NO_SHOW;
import static io.aro.db.lifecycle.AppointmentStatus.RESCHEDULED;
import static java.util.Map.entry;

import io.aro.db.appointment.ResponseClassification;
import io.aro.db.lifecycle.AppointmentStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/**
 * The argument values by name: few enough for operations to meet, with an invalid value now and then.
 *
 * <p>The simplest value comes first, as the target of jqwik's shrinking.
 */
final class Pools {

    /** The start time of each sequence. */
    static final Instant START = Instant.parse("2026-03-02T15:04:05.123456Z");

    static final List<String> PHONES = List.of("+15550000001", "+15550000002", "+4930123456");

    private static final String LONG = "x".repeat(256);

    private static final Map<String, Arbitrary<?>> BY_NAME = Map.ofEntries(
            entry("customer", places(3)),
            entry("ofCustomer", places(3)),
            entry("appointment", mostly(List.of(0, 0, 0, 1, 1, 2), Known.MISSING)),
            entry("ofAppointment", places(4)),
            entry("reminder", places(3)),
            entry("workflow", places(3)),
            entry("ofWorkflow", places(3)),
            entry("letter", places(3)),
            entry("place", places(3)),
            entry("phone", mostly(PHONES, "0123", "+1 555 0000001", "+" + "1".repeat(16))),
            entry("email", mostly(List.of("ada@example.com", "", "bo@example.com"), LONG)),
            entry("name", mostly(List.of("Ada", "ada lovelace", "Émile", "%", "zoë\uD83D\uDE00"), LONG, "a\0b")),
            entry("prefix", mostly(List.of("a", "A", "É", "Ada L", "%"), "", LONG)),
            entry("tag", mostly(List.of("vip", "VIP", "late"), " ", LONG)),
            entry(
                    "tags",
                    mostly(List.of("vip", "VIP", "late", "a\"b"), " ", LONG)
                            .list()
                            .ofMaxSize(3)),
            entry("text", texts()),
            entry("channelWord", mostly(List.of("sms", "whatsapp", "email"), "letter", LONG)),
            entry("score", mostly(List.of(0, 39, 40, 69, 70, 100), -1, 101)),
            entry("threshold", mostly(List.of(0, 40, 100), -1, 101)),
            entry("limit", mostly(List.of(1, 2, 100), 0, -1)),
            entry("size", mostly(List.of(1, 2, 100), 0, 1001)),
            entry("minutes", mostly(List.of(30, 1, 90, 1440), 0, -5)),
            entry("later", Arbitraries.of(1, 30, 60, 1440, 4320)),
            entry("to", statuses()),
            entry("service", mostly(List.of("Cleaning", "Whitening"), "", LONG)),
            entry(
                    "cost",
                    mostly(
                            List.of(amount("0"), amount("120.00"), amount("33.3"), amount("99999999.99")),
                            amount("-1"),
                            amount("0.001"),
                            amount("100000000"))),
            entry("deposit", mostly(List.of(amount("20"), amount("0.00")), amount("-0.01"))),
            entry("amount", mostly(List.of(amount("20"), amount("35.50")), amount("-0.01"), amount("1.005"))),
            entry("externalSource", mostly(List.of("", "calendly"), " ", "a\tb", LONG)),
            entry("externalId", mostly(List.of("evt-1", "evt-2", "evt-3", "evt-4"), "", "a\nb", LONG)),
            entry("payment", mostly(List.of("pi_1", "pi_2"), " ", LONG)),
            entry("provider", mostly(List.of("Dr. Reyes", "Dr. Ito"), LONG)),
            entry("location", mostly(List.of("Room 1", ""), LONG)),
            entry("notes", mostly(List.of("first visit", "n".repeat(300)), "a\0b")),
            entry("reason", mostly(List.of("called in", "no answer", "typed wrong", ""), "x".repeat(501))),
            entry("version", mostly(List.of(1, 2, 3), 0)),
            entry("commandId", mostly(List.of("cmd-1", "cmd-2", "cmd-3"), "", LONG)),
            entry("actorId", mostly(List.of("front-desk", "twilio"), LONG)),
            entry("messageId", mostly(List.of("SM1", "SM2", "SM3"), " ", LONG)),
            entry("messages", mostly(List.of(1, 2, 3), 0)),
            entry("hours", mostly(List.of(1, 24, 48), -1, 100_000)),
            entry("words", mostly(List.of("I agree", "STOP"), "x".repeat(2001))),
            entry("ipAddress", mostly(List.of("203.0.113.7", "2001:db8::7"), "localhost")),
            entry("eventType", mostly(List.of("message.received", "skill.executed", "appointment.created"), "", LONG)),
            entry("source", mostly(List.of("webhook_handler", "orchestrator"), "")),
            entry("facts", facts()),
            entry("context", facts()),
            entry("error", facts()),
            entry("businessName", mostly(List.of("Glow Clinic", "Smile Studio"), "", LONG)),
            entry("address", mostly(List.of("1 Main St", ""), "a\0b")),
            entry("apiKey", mostly(List.of("sk-1", "sk-2"), "")),
            entry("opens", mostly(List.of(LocalTime.of(9, 0), LocalTime.of(8, 30)), LocalTime.NOON)),
            entry("retries", mostly(List.of(0, 1, 2), -1)),
            entry("attempts", mostly(List.of(1, 3), 0)),
            entry("skill", mostly(List.of("send_sms", "charge"), "", LONG)),
            entry("day", Arbitraries.of(days())),
            entry("zone", Arbitraries.of(ZoneId.of("America/New_York"), ZoneId.of("UTC"), ZoneId.of("Asia/Tokyo"))),
            entry("date", times(-30, -1, 0, 1, 2, 24, 48)),
            entry("from", times(-48, -1, 0, 1, 24)),
            entry("until", times(-1, 0, 1, 24, 72)),
            entry("since", times(-48, -24, 0, 1, 24)),
            entry("before", times(-1, 0, 1, 24, 72)),
            entry("endedBy", times(0, 1, 2, 24, 72)),
            entry("time", times(0, 1, 2, 24)),
            entry("at", times(0, -1, -24, 1, 24)),
            entry("sentAt", times(0, -1, -25, 1, 24)));

    private Pools() {}

    /** Returns the values of a named argument, if there is a pool. */
    static Optional<Arbitrary<?>> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Returns the probability of an absent argument. */
    static double absence(String name) {
        return switch (name) {
            case "version" -> 0.85;
            case "commandId" -> 0.5;
            case "messageId" -> 0.3;
            case "reason" -> 0.2;
            default -> 0.65;
        };
    }

    /** Indexes of known rows, and rarely a missing row. */
    private static Arbitrary<Integer> places(int most) {
        return mostly(IntStream.range(0, most).boxed().toList(), Known.MISSING);
    }

    /** Valid values, with one invalid value in sixty. */
    @SafeVarargs
    private static <T> Arbitrary<T> mostly(List<T> good, T... bad) {
        List<Tuple.Tuple2<Integer, T>> all = new ArrayList<>();
        int weight = Math.max(1, 60 * bad.length / good.size());
        good.forEach(value -> all.add(Tuple.of(weight, value)));
        for (T value : bad) {
            all.add(Tuple.of(1, value));
        }
        return Arbitraries.frequency(all);
    }

    /** Statuses, with a preference for statuses with successors. */
    private static Arbitrary<AppointmentStatus> statuses() {
        return Arbitraries.frequency(
                Tuple.of(2, CONFIRMED),
                Tuple.of(3, IN_PROGRESS),
                Tuple.of(4, COMPLETED),
                Tuple.of(2, NO_SHOW),
                Tuple.of(1, CANCELLED),
                Tuple.of(1, RESCHEDULED),
                Tuple.of(1, BOOKED));
    }

    /** Words for text columns, including the words of closed lists. */
    private static Arbitrary<String> texts() {
        List<String> words = new ArrayList<>(List.of("Ada", "", "past_due", "current", "pending", "submitted"));
        words.addAll(List.of("sms", "whatsapp", "evt-1", "evt-2", "Dr. Ito"));
        words.addAll(PHONES);
        Stream.of(ResponseClassification.values())
                .map(ResponseClassification::literal)
                .forEach(words::add);
        return mostly(words, LONG, "a\0b");
    }

    private static Arbitrary<Map<String, Object>> facts() {
        return Arbitraries.of(List.of(
                Map.of(),
                Map.of("attempt", 1, "b", List.of("é", true)),
                Map.of("amount", new BigDecimal("12.50"), "nested", Map.of("z", 1, "aa", "\"quoted\""))));
    }

    /** Hours before and after the start, and rarely a time between two microseconds or out of range. */
    private static Arbitrary<Instant> times(Integer... hours) {
        Function<Integer, Instant> time = hour -> START.plus(Duration.ofHours(hour));
        return mostly(
                Stream.concat(Stream.of(hours).map(time), Stream.of(START.plusNanos(1789)))
                        .toList(),
                Instant.parse("+10000-01-01T00:00:00Z"));
    }

    private static List<LocalDate> days() {
        return Stream.of("2026-03-02", "2026-03-01", "2026-03-03", "2026-03-04")
                .map(LocalDate::parse)
                .toList();
    }

    private static BigDecimal amount(String digits) {
        return new BigDecimal(digits);
    }
}
