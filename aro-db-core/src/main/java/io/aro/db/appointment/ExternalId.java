package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The key of an appointment at a booking provider; immutable.
 *
 * <p>Both parts are kept as they were given. Ids that differ in case, white space or Unicode form are different ids.
 *
 * @param source who gave the id; empty for the default source
 * @param id the id, which is unique within its source only
 */
record ExternalId(String source, String id) {

    /** The source of every id that is given without one. */
    static final String DEFAULT_SOURCE = "";

    private static final String SOURCE = "external source";
    private static final String ID = "external id";
    private static final int LONGEST_SOURCE = 50;
    private static final int LONGEST_ID = 255;

    /** Returns the id within the default source. */
    static ExternalId of(String id) {
        return new ExternalId(DEFAULT_SOURCE, requireId(ID, id));
    }

    /** Returns the id within a source, which must be named. */
    static ExternalId of(String source, String id) {
        return new ExternalId(requireLine(SOURCE, Values.text(SOURCE, source, LONGEST_SOURCE)), requireId(ID, id));
    }

    /** Returns the key of the appointment, unless it has none. */
    static Optional<ExternalId> of(Appointment appointment) {
        return ofParts(appointment.externalSource(), appointment.externalId());
    }

    /** Returns the key whose parts have been checked or read, unless there is no id. */
    static Optional<ExternalId> ofParts(String source, @Nullable String id) {
        return Optional.ofNullable(id).map(present -> new ExternalId(source, present));
    }

    /** Refuses parts that make no key; neither an id nor a source is legal. */
    static void require(String source, @Nullable String id) {
        requireSource(SOURCE, source);
        if (id != null) {
            requireId(ID, id);
        } else if (!source.equals(DEFAULT_SOURCE)) {
            throw new InvalidValueException(SOURCE, "must be empty without an external id");
        }
    }

    /** Returns the source if it is empty or has text. */
    static String requireSource(String field, String source) {
        return Values.required(field, source).equals(DEFAULT_SOURCE)
                ? source
                : requireLine(field, Values.text(field, source, LONGEST_SOURCE));
    }

    /** Returns the id if it has text. */
    static String requireId(String field, String id) {
        return requireLine(field, Values.text(field, id, LONGEST_ID));
    }

    /** Returns the condition that a row has the key; both parts are needed to find it by the index. */
    Condition isOfRow() {
        return APPOINTMENTS.EXTERNAL_SOURCE.eq(source).and(APPOINTMENTS.EXTERNAL_ID.eq(id));
    }

    private static String requireLine(String field, String text) {
        if (text.codePoints().anyMatch(Character::isISOControl)) {
            throw new InvalidValueException(field, "must be free of control characters");
        }
        return text;
    }
}
