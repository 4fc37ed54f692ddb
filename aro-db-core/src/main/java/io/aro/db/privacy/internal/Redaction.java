package io.aro.db.privacy.internal;

import io.aro.db.appointment.ResponseClassification;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.contact.Channel;
import io.aro.db.customer.PaymentStatus;
import io.aro.db.customer.ReviewStatus;
import io.aro.db.customer.RiskCategory;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.reminder.ReminderType;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Removal of texts from JSON documents; structure, numbers, ids and times stay for sums and the audit trail. */
final class Redaction {

    /** The replacement of an erased text. */
    static final String ERASED = "[erased]";

    /** A UUID or a timestamp; a date alone may be a birthday, and does not match. */
    private static final Pattern ID_OR_TIME = Pattern.compile(
            "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9:]+)");

    private static final Set<String> WORDS = Stream.of(
                    literals(Channel.values(), Channel::literal),
                    literals(ConsentMethod.values(), ConsentMethod::literal),
                    literals(PaymentStatus.values(), PaymentStatus::literal),
                    literals(ReviewStatus.values(), ReviewStatus::literal),
                    literals(RiskCategory.values(), RiskCategory::literal),
                    literals(ResponseClassification.values(), ResponseClassification::literal),
                    literals(ReminderType.values(), ReminderType::literal),
                    literals(Actor.Kind.values(), Actor.Kind::literal),
                    literals(AppointmentStatus.values(), AppointmentStatus::literal),
                    Stream.of("all", ERASED))
            .flatMap(words -> words)
            .collect(Collectors.toUnmodifiableSet());

    /** The member of an event's metadata for the originating part of the system. */
    private static final String SOURCE = "source";

    /** The maximum scale of a number that may be a phone number, trailing zeros included. */
    private static final int LONGEST = 40;

    private Redaction() {}

    /** Returns a person's document with all texts erased, except words of the schema, ids and timestamps. */
    static JsonNode redact(JsonNode document, Subject subject) {
        return without(document, text -> subject.isMentionedIn(text) || !isHarmless(text), subject);
    }

    /** Returns another person's document with all mentions of the subject erased. */
    static JsonNode mask(JsonNode document, Subject subject) {
        return without(document, subject::isMentionedIn, subject);
    }

    /** Returns whether a text, a number or a member's name in the document mentions the person. */
    static boolean isMentionedIn(JsonNode document, Subject subject) {
        return !mask(document, subject).equals(document);
    }

    /** Returns {@link #ERASED} for a text with a mention of the person, and any other text unchanged. */
    static String mask(String text, Subject subject) {
        return subject.isMentionedIn(text) ? ERASED : text;
    }

    /** Returns whether the text is a word of the schema, an id or a timestamp. */
    static boolean isHarmless(String text) {
        return WORDS.contains(text) || ID_OR_TIME.matcher(text).matches();
    }

    private static JsonNode without(JsonNode node, Predicate<String> gone, Subject subject) {
        return switch (node) {
            case ObjectNode object -> members(object, gone, subject);
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> copy.add(without(element, gone, subject)));
                yield copy;
            }
            default -> isGone(node, gone, subject) ? JsonNodeFactory.instance.stringNode(ERASED) : node;
        };
    }

    private static ObjectNode members(ObjectNode object, Predicate<String> gone, Subject subject) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.forEachEntry((name, member) -> {
            boolean isSource = name.equals(SOURCE) && member.isString() && !subject.isMentionedIn(member.asString());
            copy.set(mask(name, subject), isSource ? member : without(member, gone, subject));
        });
        return copy;
    }

    /**
     * Returns whether a leaf is to be erased; numbers are checked, too, because a phone number may be a JSON number.
     */
    private static boolean isGone(JsonNode leaf, Predicate<String> gone, Subject subject) {
        return leaf.isString() ? gone.test(leaf.asString()) : leaf.isNumber() && subject.isMentionedIn(digits(leaf));
    }

    /** Returns a number's plain digits, without an exponent; very large scales keep it. */
    private static String digits(JsonNode number) {
        BigDecimal value = number.decimalValue();
        return Math.abs(value.scale()) <= LONGEST ? value.toPlainString() : number.asString();
    }

    private static <E extends Enum<E>> Stream<String> literals(E[] constants, Function<E, String> literalOf) {
        return Arrays.stream(constants).map(literalOf);
    }
}
