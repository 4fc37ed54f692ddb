package io.aro.db.idempotency;

import io.aro.db.internal.json.JsonPointers;
import io.aro.db.refusal.InvalidValueException;
import java.util.List;
import java.util.function.Function;

/**
 * The part of a request that another delivery of it repeats; immutable.
 *
 * <p>Senders resend with a counter or a time changed. Two requests under one key count as the same if their identity is
 * equal, and as a {@link Outcome.Mismatch} if it is not. Each source has its choice in its {@link IdempotencyPolicy}.
 *
 * <p>JSON compares by meaning. The order of members, white space and escapes do not count. Numbers count by their value:
 * 120.00, 120 and 1.2e2 are equal, and so are 0 and -0. The order of an array counts, and that of a Java {@code Set} in a
 * request object does not. The class of a request object does not count, only what Jackson writes of it. A text or bytes
 * that are no JSON count byte by byte, and so does JSON in another encoding than UTF-8.
 *
 * <p>A request is refused with an {@link InvalidValueException} that names the place if its JSON has two members of one
 * name, a text with a lone surrogate or a NUL character, a number of more than 310 characters or with an exponent of more
 * than 18 digits, or more than 500 levels. So is an object that Jackson cannot write, such as one of a class without properties.
 */
public sealed interface RequestIdentity {

    /** The whole body. */
    record WholeBody() implements RequestIdentity {}

    /**
     * The parts of a JSON body that pointers select.
     *
     * @param pointers pointers of RFC 6901; each must select something in every request, which is refused otherwise
     */
    record Only(List<String> pointers) implements RequestIdentity {

        /**
         * Sorts the pointers.
         *
         * @throws InvalidValueException if there is none, or one is no pointer
         */
        public Only {
            pointers = JsonPointers.checked(pointers);
        }
    }

    /**
     * The whole body without the parts of its JSON that pointers select.
     *
     * @param pointers pointers of RFC 6901; one may select nothing, since senders leave members out. A body that is no
     *     JSON counts as a whole
     */
    record Except(List<String> pointers) implements RequestIdentity {

        /**
         * Sorts the pointers.
         *
         * @throws InvalidValueException if there is none, one is no pointer, or one selects the whole body
         */
        public Except {
            pointers = JsonPointers.checked(pointers);
            if (pointers.contains("")) {
                throw new InvalidValueException("a JSON pointer", "must not leave out the whole body");
            }
        }
    }

    /**
     * Bytes of the caller's own.
     *
     * @param choice returns them for a request, the same for each delivery
     */
    record OwnBytes(Function<Object, byte[]> choice) implements RequestIdentity {}

    /** Returns the identity of the whole body. */
    static RequestIdentity wholeBody() {
        return new WholeBody();
    }

    /** Returns the identity of the parts that JSON pointers such as {@code /data/object/id} select. */
    static RequestIdentity only(String... pointers) {
        return new Only(List.of(pointers));
    }

    /** Returns the identity of everything but the parts that JSON pointers such as {@code /sent_at} select. */
    static RequestIdentity except(String... pointers) {
        return new Except(List.of(pointers));
    }

    /** Returns the identity of bytes that a function chooses from the request. */
    static RequestIdentity ownBytes(Function<Object, byte[]> choice) {
        return new OwnBytes(choice);
    }
}
