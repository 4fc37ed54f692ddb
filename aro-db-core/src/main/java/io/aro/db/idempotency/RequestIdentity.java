package io.aro.db.idempotency;

import io.aro.db.internal.json.JsonPointers;
import io.aro.db.refusal.InvalidValueException;
import java.util.List;
import java.util.function.Function;

/**
 * The part of a request that every delivery repeats; immutable.
 *
 * <p>Senders change a counter or a time in a redelivery. Two requests under one key match if their identities are
 * equal; otherwise the second is a {@link Outcome.Mismatch}. Each source has an identity in its {@link
 * IdempotencyPolicy}.
 *
 * <p>JSON is compared by meaning. The order of members, white space and escapes are ignored. Numbers are compared by
 * value: 120.00, 120 and 1.2e2 are equal, and 0 equals -0. The order of an array counts, but not the order of a Java
 * {@code Set} in a request object. The class of a request object is ignored; only its JSON by Jackson counts. Other
 * text and bytes are compared byte by byte, as is JSON in an encoding other than UTF-8.
 *
 * <p>A request is refused with an {@link InvalidValueException}, which names the place, in these cases:
 *
 * <ul>
 *   <li>Its JSON has two members of the same name, or more than 500 levels.
 *   <li>A text in it contains a lone surrogate or a NUL character.
 *   <li>A number has more than 310 characters, or an exponent of more than 18 digits.
 *   <li>Jackson cannot write the object, for example because its class has no properties.
 * </ul>
 *
 * {@snippet id="identity" :
 * IdempotencyPolicy policy = IdempotencyPolicy.of(Duration.ofDays(7), Duration.ofDays(2))
 *         .withIdentity(RequestIdentity.except("/createdAt"));
 * IdempotencyService service =
 *         db.idempotency().withPolicies(IdempotencyPolicies.defaults().withPolicy("cal.com", policy));
 * }
 */
public sealed interface RequestIdentity {

    /** The whole body. */
    record WholeBody() implements RequestIdentity {}

    /**
     * The parts of a JSON body selected by pointers.
     *
     * @param pointers pointers of RFC 6901; each must select a value in every request, or the request is refused
     */
    record Only(List<String> pointers) implements RequestIdentity {

        /**
         * Sorts the pointers.
         *
         * @throws InvalidValueException if the list is empty or an entry is not a pointer
         */
        public Only {
            pointers = JsonPointers.checked(pointers);
        }
    }

    /**
     * The whole body without the parts of its JSON selected by pointers.
     *
     * @param pointers pointers of RFC 6901; a pointer may select nothing, because senders omit members. A body other
     *     than JSON counts as a whole
     */
    record Except(List<String> pointers) implements RequestIdentity {

        /**
         * Sorts the pointers.
         *
         * @throws InvalidValueException if the list is empty, an entry is not a pointer, or a pointer selects the whole
         *     body
         */
        public Except {
            pointers = JsonPointers.checked(pointers);
            if (pointers.contains("")) {
                throw new InvalidValueException("a JSON pointer", "must not leave out the whole body");
            }
        }
    }

    /**
     * Bytes chosen by the application.
     *
     * @param choice returns the bytes of a request, equal for each of its deliveries
     */
    record OwnBytes(Function<Object, byte[]> choice) implements RequestIdentity {}

    /** Returns the identity by the whole body. */
    static RequestIdentity wholeBody() {
        return new WholeBody();
    }

    /** Returns the identity by the parts at JSON pointers such as {@code /data/object/id}. */
    static RequestIdentity only(String... pointers) {
        return new Only(List.of(pointers));
    }

    /** Returns the identity by the whole body without the parts at JSON pointers such as {@code /sent_at}. */
    static RequestIdentity except(String... pointers) {
        return new Except(List.of(pointers));
    }

    /** Returns the identity by bytes that a function derives from the request. */
    static RequestIdentity ownBytes(Function<Object, byte[]> choice) {
        return new OwnBytes(choice);
    }
}
