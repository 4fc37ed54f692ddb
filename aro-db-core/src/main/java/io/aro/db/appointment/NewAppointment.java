package io.aro.db.appointment;

import io.aro.db.event.Actor;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of an appointment to create; immutable.
 *
 * @param customerId the id of the customer
 * @param date the start time; truncated to microseconds
 * @param duration the length: whole minutes, at least one
 * @param serviceType the service, at most 255 characters
 * @param serviceCost the price, from 0.00 to 99999999.99 with at most two decimals
 * @param externalSource the source of the external id, such as {@code calendly}, at most 50 characters; empty for the
 *     default source, and without an external id
 * @param externalId the id at the source, at most 255 characters; unique within the source
 * @param provider the person or resource performing the service, at most 255 characters
 * @param location the place, at most 255 characters
 * @param depositAmount the required deposit, or null for none
 * @param notes free text, at most 100,000 characters
 * @param bookedBy the originator of the booking
 */
public record NewAppointment(
        UUID customerId,
        Instant date,
        Duration duration,
        String serviceType,
        BigDecimal serviceCost,
        String externalSource,
        @Nullable String externalId,
        @Nullable String provider,
        @Nullable String location,
        @Nullable BigDecimal depositAmount,
        @Nullable String notes,
        Actor bookedBy) {

    private static final Actor UNSTATED = Actor.system("aro-db");

    /**
     * Checks every value.
     *
     * @throws InvalidValueException if a value does not fit its column
     */
    public NewAppointment {
        Values.required("customer id", customerId);
        date = Values.instant("date", date);
        duration = wholeMinutes(duration);
        serviceType = Values.text("service type", serviceType, 255);
        serviceCost = Values.money("service cost", Values.required("service cost", serviceCost));
        ExternalId.require(externalSource, externalId);
        provider = Values.optionalText("provider", provider, 255);
        location = Values.optionalText("location", location, 255);
        depositAmount = depositAmount == null ? null : Values.money("deposit amount", depositAmount);
        notes = Values.optionalText("notes", notes, 100_000);
        Values.required("booked by", bookedBy);
    }

    /**
     * Returns an appointment with the mandatory values. Its originator is the system {@code aro-db}.
     *
     * @throws InvalidValueException if a value does not fit its column
     */
    public static NewAppointment of(
            UUID customerId, Instant date, Duration duration, String serviceType, BigDecimal serviceCost) {
        return new NewAppointment(
                customerId,
                date,
                duration,
                serviceType,
                serviceCost,
                ExternalId.DEFAULT_SOURCE,
                null,
                null,
                null,
                null,
                null,
                UNSTATED);
    }

    /**
     * Returns a copy with an id at the default source, or without an id for null.
     *
     * <p>Sufficient for ids of a single provider. With several providers, name the source of each id.
     */
    public NewAppointment withExternalId(@Nullable String id) {
        return keyed(ExternalId.DEFAULT_SOURCE, id);
    }

    /**
     * Returns a copy with an id at a named source, such as an account at a booking provider.
     *
     * @param source the issuer of the id, such as {@code calendly}; at most 50 characters
     * @param id the id of one customer's booking, at most 255 characters; for a group event, the id of the invitee
     * @throws InvalidValueException if either is blank, too long or has control characters
     */
    public NewAppointment withExternalId(String source, String id) {
        ExternalId key = ExternalId.of(source, id);
        return keyed(key.source(), key.id());
    }

    private NewAppointment keyed(String source, @Nullable String id) {
        return new NewAppointment(
                customerId,
                date,
                duration,
                serviceType,
                serviceCost,
                source,
                id,
                provider,
                location,
                depositAmount,
                notes,
                bookedBy);
    }

    /** Returns the external key, or empty without an external id. */
    Optional<ExternalId> externalKey() {
        return ExternalId.ofParts(externalSource, externalId);
    }

    /** Returns a copy with a provider; null removes it. */
    public NewAppointment withProvider(@Nullable String who) {
        return new NewAppointment(
                customerId,
                date,
                duration,
                serviceType,
                serviceCost,
                externalSource,
                externalId,
                who,
                location,
                depositAmount,
                notes,
                bookedBy);
    }

    /** Returns a copy with a place; null removes it. */
    public NewAppointment withLocation(@Nullable String where) {
        return new NewAppointment(
                customerId,
                date,
                duration,
                serviceType,
                serviceCost,
                externalSource,
                externalId,
                provider,
                where,
                depositAmount,
                notes,
                bookedBy);
    }

    /** Returns a copy with a required deposit, from 0.00 to 99999999.99. */
    public NewAppointment withDepositAmount(BigDecimal amount) {
        return new NewAppointment(
                customerId,
                date,
                duration,
                serviceType,
                serviceCost,
                externalSource,
                externalId,
                provider,
                location,
                Values.required("deposit amount", amount),
                notes,
                bookedBy);
    }

    /** Returns a copy with notes; null removes them. */
    public NewAppointment withNotes(@Nullable String text) {
        return new NewAppointment(
                customerId,
                date,
                duration,
                serviceType,
                serviceCost,
                externalSource,
                externalId,
                provider,
                location,
                depositAmount,
                text,
                bookedBy);
    }

    /** Returns a copy with the originator of the booking. */
    public NewAppointment withBookedBy(Actor actor) {
        return new NewAppointment(
                customerId,
                date,
                duration,
                serviceType,
                serviceCost,
                externalSource,
                externalId,
                provider,
                location,
                depositAmount,
                notes,
                actor);
    }

    /** Returns the duration after checking for whole minutes, at least one. */
    static Duration wholeMinutes(@Nullable Duration duration) {
        if (duration == null
                || duration.toMinutes() < 1
                || duration.toMinutes() > Integer.MAX_VALUE
                || !duration.equals(Duration.ofMinutes(duration.toMinutes()))) {
            throw new InvalidValueException("duration", "must be whole minutes, at least one");
        }
        return duration;
    }
}
