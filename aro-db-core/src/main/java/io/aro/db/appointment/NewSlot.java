package io.aro.db.appointment;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The new slot of a rescheduled appointment; immutable. Values that are left out stay.
 *
 * @param date when it begins; cut to microseconds
 * @param duration how long it takes, in whole minutes, or null for as long as before
 * @param provider who does it, at most 255 characters, or null for the same as before
 * @param location where, at most 255 characters, or null for the same as before
 * @param externalSource who gave the external id of the new slot, at most 50 characters; empty for the default source, and
 *     without an external id
 * @param externalId the id of the new slot at its source, at most 255 characters, or null if the appointment keeps the id
 *     and the source it had
 */
public record NewSlot(
        Instant date,
        @Nullable Duration duration,
        @Nullable String provider,
        @Nullable String location,
        String externalSource,
        @Nullable String externalId) {

    /** Checks every value. */
    public NewSlot {
        date = Values.instant("date", date);
        duration = duration == null ? null : NewAppointment.wholeMinutes(duration);
        provider = Values.optionalText("provider", provider, 255);
        location = Values.optionalText("location", location, 255);
        ExternalId.require(externalSource, externalId);
    }

    /** Returns a slot that differs in its time only. */
    public static NewSlot at(Instant date) {
        return new NewSlot(date, null, null, null, ExternalId.DEFAULT_SOURCE, null);
    }

    /** Returns a copy that takes another time. */
    public NewSlot withDuration(Duration length) {
        return new NewSlot(date, Values.required("duration", length), provider, location, externalSource, externalId);
    }

    /** Returns a copy with someone else. */
    public NewSlot withProvider(String who) {
        return new NewSlot(date, duration, Values.required("provider", who), location, externalSource, externalId);
    }

    /** Returns a copy at another place. */
    public NewSlot withLocation(String where) {
        return new NewSlot(date, duration, provider, Values.required("location", where), externalSource, externalId);
    }

    /** Returns a copy with an id of its own at the default source, which an appointment with a named source refuses. */
    public NewSlot withExternalId(String id) {
        String given = Values.required("external id", id);
        return new NewSlot(date, duration, provider, location, ExternalId.DEFAULT_SOURCE, given);
    }

    /**
     * Returns a copy with an id of its own at a source.
     *
     * @throws InvalidValueException if either is blank, too long or has control characters
     */
    public NewSlot withExternalId(String source, String id) {
        ExternalId key = ExternalId.of(source, id);
        return new NewSlot(date, duration, provider, location, key.source(), key.id());
    }

    /** Returns the key of the new slot at a provider, if it brings one. */
    Optional<ExternalId> externalKey() {
        return ExternalId.ofParts(externalSource, externalId);
    }
}
