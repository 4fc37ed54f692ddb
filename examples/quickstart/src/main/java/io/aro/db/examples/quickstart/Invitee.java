package io.aro.db.examples.quickstart;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The payload of Calendly's {@code invitee.*} webhooks (API v2): the booking of one event by one person.
 *
 * <p>Holds the fields used by the quickstart, under Calendly's names. Fields marked nullable may be absent; without any
 * other field a delivery is malformed.
 */
record Invitee(
        String uri,
        String name,
        String email,
        @JsonSetter(nulls = Nulls.SET) @Nullable String textReminderNumber,
        List<Answer> questionsAndAnswers,
        @JsonSetter(nulls = Nulls.SET) @Nullable Payment payment,
        boolean rescheduled,
        @JsonSetter(nulls = Nulls.SET) @Nullable Cancellation cancellation,
        ScheduledEvent scheduledEvent) {

    private static final String CALL = "outbound_call";
    private static final BigDecimal NOTHING = new BigDecimal("0.00");

    record Answer(
            String question,
            @JsonSetter(nulls = Nulls.SET) @Nullable String answer) {}

    record Payment(BigDecimal amount) {}

    record Cancellation(
            @JsonSetter(nulls = Nulls.SET) @Nullable String reason) {}

    record ScheduledEvent(
            String uri,
            String name,
            Instant startTime,
            Instant endTime,
            @JsonSetter(nulls = Nulls.SET) @Nullable Location location,
            List<Host> eventMemberships) {}

    record Location(
            @JsonSetter(nulls = Nulls.SET) @Nullable String type,
            @JsonSetter(nulls = Nulls.SET) @Nullable String location,
            @JsonSetter(nulls = Nulls.SET) @Nullable String joinUrl) {}

    record Host(@JsonSetter(nulls = Nulls.SET) @Nullable String userName) {}

    /**
     * Returns the candidates for the phone: the number for text messages, the answers to questions about a phone, and the
     * number for the host's call.
     */
    List<GivenPhone> phones() {
        Stream<GivenPhone> answers = questionsAndAnswers.stream()
                .filter(answer -> answer.question().toLowerCase(Locale.ROOT).contains("phone"))
                .flatMap(answer -> Stream.ofNullable(answer.answer()))
                .map(GivenPhone::ofAnswer);
        Location location = scheduledEvent.location();
        String toCall = location != null && CALL.equals(location.type()) ? location.location() : null;
        return Stream.of(
                        Stream.ofNullable(textReminderNumber).map(GivenPhone::ofField),
                        answers,
                        Stream.ofNullable(toCall).map(GivenPhone::ofField))
                .flatMap(Function.identity())
                .toList();
    }

    Duration duration() {
        return Duration.between(scheduledEvent.startTime(), scheduledEvent.endTime());
    }

    /** Returns the payment at booking; zero without one. */
    BigDecimal cost() {
        return payment == null ? NOTHING : payment.amount();
    }

    /** Returns the street address, or the link of a video meeting; null if the event has neither. */
    @Nullable
    String place() {
        Location location = scheduledEvent.location();
        if (location == null) {
            return null;
        }
        return location.location() == null ? location.joinUrl() : location.location();
    }

    @Nullable
    String host() {
        return scheduledEvent.eventMemberships().stream()
                .map(Host::userName)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    @Nullable
    String reason() {
        return cancellation == null ? null : cancellation.reason();
    }
}
