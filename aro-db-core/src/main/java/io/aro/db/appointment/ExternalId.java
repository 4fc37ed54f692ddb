package io.aro.db.appointment;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The key of an appointment at a booking provider; immutable.
 *
 * <p>Both parts keep their exact text: case, white space and Unicode form are significant.
 *
 * @param source the issuer of the id; empty for the default source
 * @param id the id, unique only within its source
 */
record ExternalId(String source, String id) {

    /** The source of ids given without a source. */
    static final String DEFAULT_SOURCE = "";

    private static final String SOURCE = "external source";
    private static final String ID = "external id";
    private static final int LONGEST_SOURCE = 50;
    private static final int LONGEST_ID = 255;

    /** Returns the id at the default source. */
    static ExternalId of(String id) {
        return new ExternalId(DEFAULT_SOURCE, requireId(ID, id));
    }

    /**
     * Returns the id at a named source.
     *
     * @throws InvalidValueException if either is blank, too long or has control characters
     */
    static ExternalId of(String source, String id) {
        return new ExternalId(requireLine(SOURCE, Values.text(SOURCE, source, LONGEST_SOURCE)), requireId(ID, id));
    }

    /** Returns the key of the appointment, or empty without an external id. */
    static Optional<ExternalId> of(Appointment appointment) {
        return ofParts(appointment.externalSource(), appointment.externalId());
    }

    /** Returns the key of checked parts, or empty without an id. */
    static Optional<ExternalId> ofParts(String source, @Nullable String id) {
        return Optional.ofNullable(id).map(present -> new ExternalId(source, present));
    }

    /**
     * Checks both parts of a key. An empty source without an id is legal.
     *
     * @throws InvalidValueException if a part is malformed, or a source has no id
     */
    static void require(String source, @Nullable String id) {
        requireSource(SOURCE, source);
        if (id != null) {
            requireId(ID, id);
        } else if (!source.equals(DEFAULT_SOURCE)) {
            throw new InvalidValueException(SOURCE, "must be empty without an external id");
        }
    }

    /** Returns the source after checking it; empty is legal. */
    static String requireSource(String field, String source) {
        return Values.required(field, source).equals(DEFAULT_SOURCE)
                ? source
                : requireLine(field, Values.text(field, source, LONGEST_SOURCE));
    }

    /** Returns the id after checking it: not blank, at most 255 characters, no control characters. */
    static String requireId(String field, String id) {
        return requireLine(field, Values.text(field, id, LONGEST_ID));
    }

    private static String requireLine(String field, String text) {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValueException(field, "must be free of control characters");
        }
        return text;
    }
}
