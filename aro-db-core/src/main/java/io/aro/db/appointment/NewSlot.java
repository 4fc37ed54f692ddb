package io.aro.db.appointment;

import io.aro.db.internal.Values;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Says where a rescheduled appointment goes; what is left out stays as it was; immutable.
 *
 * @param date when it begins; cut to microseconds
 * @param duration how long it takes, in whole minutes, or null for as long as before
 * @param provider who does it, at most 255 characters, or null for the same as before
 * @param location where, at most 255 characters, or null for the same as before
 * @param externalId the id of the new slot at the booking provider, at most 255 characters, or null if the appointment
 *     keeps the id it had
 */
public record NewSlot(
        Instant date,
        @Nullable Duration duration,
        @Nullable String provider,
        @Nullable String location,
        @Nullable String externalId) {

    /** Checks every value. */
    public NewSlot {
        date = Values.instant("date", date);
        duration = duration == null ? null : NewAppointment.wholeMinutes(duration);
        provider = Values.optionalText("provider", provider, 255);
        location = Values.optionalText("location", location, 255);
        externalId = externalId == null ? null : Values.text("external id", externalId, 255);
    }

    /** Returns a slot that differs in its time only. */
    public static NewSlot at(Instant date) {
        return new NewSlot(date, null, null, null, null);
    }

    /** Returns a copy that takes another time. */
    public NewSlot duration(Duration length) {
        return new NewSlot(date, length, provider, location, externalId);
    }

    /** Returns a copy with someone else. */
    public NewSlot provider(String who) {
        return new NewSlot(date, duration, who, location, externalId);
    }

    /** Returns a copy at another place. */
    public NewSlot location(String where) {
        return new NewSlot(date, duration, provider, where, externalId);
    }

    /** Returns a copy with an id of its own at the booking provider. */
    public NewSlot externalId(String id) {
        return new NewSlot(date, duration, provider, location, id);
    }
}
