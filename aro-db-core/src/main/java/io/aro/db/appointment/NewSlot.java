package io.aro.db.appointment;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The new slot of a rescheduled appointment; immutable. Omitted values keep their old value.
 *
 * @param date the start time; truncated to microseconds
 * @param duration the length in whole minutes, or null to keep it
 * @param provider the provider, at most 255 characters, or null to keep it
 * @param location the place, at most 255 characters, or null to keep it
 * @param externalSource the source of the new external id, at most 50 characters; empty for the default source, and
 *     without an external id
 * @param externalId the external id of the new slot, at most 255 characters; null keeps the old id and source
 */
public record NewSlot(
        Instant date,
        @Nullable Duration duration,
        @Nullable String provider,
        @Nullable String location,
        String externalSource,
        @Nullable String externalId) {

    /**
     * Checks every value.
     *
     * @throws InvalidValueException if a value does not fit its column
     */
    public NewSlot {
        date = Values.instant("date", date);
        duration = duration == null ? null : NewAppointment.wholeMinutes(duration);
        provider = Values.optionalText("provider", provider, 255);
        location = Values.optionalText("location", location, 255);
        ExternalId.require(externalSource, externalId);
    }

    /** Returns a slot at a new time, otherwise unchanged. */
    public static NewSlot at(Instant date) {
        return new NewSlot(date, null, null, null, ExternalId.DEFAULT_SOURCE, null);
    }

    /** Returns a copy with another length, in whole minutes. */
    public NewSlot withDuration(Duration length) {
        return new NewSlot(date, Values.required("duration", length), provider, location, externalSource, externalId);
    }

    /** Returns a copy with another provider. */
    public NewSlot withProvider(String who) {
        return new NewSlot(date, duration, Values.required("provider", who), location, externalSource, externalId);
    }

    /** Returns a copy with another place. */
    public NewSlot withLocation(String where) {
        return new NewSlot(date, duration, provider, Values.required("location", where), externalSource, externalId);
    }

    /**
     * Returns a copy with a new external id at the default source.
     *
     * <p>Rescheduling rejects the slot for an appointment with an id at a named source.
     */
    public NewSlot withExternalId(String id) {
        String given = Values.required("external id", id);
        return new NewSlot(date, duration, provider, location, ExternalId.DEFAULT_SOURCE, given);
    }

    /**
     * Returns a copy with a new external id at a named source.
     *
     * @throws InvalidValueException if either is blank, too long or has control characters
     */
    public NewSlot withExternalId(String source, String id) {
        ExternalId key = ExternalId.of(source, id);
        return new NewSlot(date, duration, provider, location, key.source(), key.id());
    }

    /** Returns the new external key, or empty to keep the old key. */
    Optional<ExternalId> externalKey() {
        return ExternalId.ofParts(externalSource, externalId);
    }
}
