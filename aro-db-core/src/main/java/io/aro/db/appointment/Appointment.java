package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;

import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.row.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booked appointment; an immutable copy of its row.
 *
 * @param id the id
 * @param externalSource the source of the external id; empty for the default source, and without an external id
 * @param externalId the id at the source, or null for an appointment booked here; unique within the source
 * @param customerId the id of the customer
 * @param date the start time
 * @param duration the length, in whole minutes
 * @param serviceType the service
 * @param serviceCost the price of the service
 * @param provider the person or resource performing the service, if known
 * @param location the place, if known
 * @param status the current status
 * @param previousStatus the earlier statuses, oldest first
 * @param version the number of the last transition, from 1
 * @param confirmationReceived whether the appointment was ever confirmed
 * @param confirmationDate the time of the last confirmation
 * @param responseClassification the meaning of the customer's last answer
 * @param depositRequired whether the appointment needs a deposit
 * @param depositAmount the amount of the deposit
 * @param depositPaid whether the deposit was paid
 * @param depositPaymentId the id of the payment at the payment provider
 * @param createdAt the time of the insert
 * @param updatedAt the time of the last change
 * @param completedAt the time of completion
 * @param cancelledAt the time of cancellation
 * @param archivedAt the time of archiving
 * @param notes free text
 * @param rescheduledFrom the id of the appointment replaced by this appointment, or null
 */
public record Appointment(
        UUID id,
        String externalSource,
        @Nullable String externalId,
        UUID customerId,
        Instant date,
        Duration duration,
        String serviceType,
        BigDecimal serviceCost,
        @Nullable String provider,
        @Nullable String location,
        AppointmentStatus status,
        List<AppointmentStatus> previousStatus,
        int version,
        boolean confirmationReceived,
        @Nullable Instant confirmationDate,
        @Nullable ResponseClassification responseClassification,
        boolean depositRequired,
        @Nullable BigDecimal depositAmount,
        boolean depositPaid,
        @Nullable String depositPaymentId,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt,
        @Nullable Instant cancelledAt,
        @Nullable Instant archivedAt,
        @Nullable String notes,
        @Nullable UUID rescheduledFrom) {

    /**
     * Returns an immutable copy of the row.
     *
     * @throws InvalidValueException if the row holds an unknown response classification
     */
    static Appointment of(Row row) {
        String response = row.get(APPOINTMENTS.RESPONSE_CLASSIFICATION);
        return new Appointment(
                row.get(APPOINTMENTS.ID),
                row.get(APPOINTMENTS.EXTERNAL_SOURCE),
                row.get(APPOINTMENTS.EXTERNAL_ID),
                row.get(APPOINTMENTS.CUSTOMER_ID),
                row.get(APPOINTMENTS.DATE),
                Duration.ofMinutes(row.get(APPOINTMENTS.DURATION)),
                row.get(APPOINTMENTS.SERVICE_TYPE),
                row.get(APPOINTMENTS.SERVICE_COST),
                row.get(APPOINTMENTS.PROVIDER),
                row.get(APPOINTMENTS.LOCATION),
                row.get(APPOINTMENTS.STATUS),
                row.get(APPOINTMENTS.PREVIOUS_STATUS),
                row.get(APPOINTMENTS.VERSION),
                row.get(APPOINTMENTS.CONFIRMATION_RECEIVED),
                row.get(APPOINTMENTS.CONFIRMATION_DATE),
                response == null ? null : ResponseClassification.of(response),
                row.get(APPOINTMENTS.DEPOSIT_REQUIRED),
                row.get(APPOINTMENTS.DEPOSIT_AMOUNT),
                row.get(APPOINTMENTS.DEPOSIT_PAID),
                row.get(APPOINTMENTS.DEPOSIT_PAYMENT_ID),
                row.get(APPOINTMENTS.CREATED_AT),
                row.get(APPOINTMENTS.UPDATED_AT),
                row.get(APPOINTMENTS.COMPLETED_AT),
                row.get(APPOINTMENTS.CANCELLED_AT),
                row.get(APPOINTMENTS.ARCHIVED_AT),
                row.get(APPOINTMENTS.NOTES),
                row.get(APPOINTMENTS.RESCHEDULED_FROM));
    }

    /** Returns the appointment of a request, at version 1. */
    static Appointment booked(UUID id, NewAppointment request, Instant now) {
        return new Appointment(
                id,
                request.externalSource(),
                request.externalId(),
                request.customerId(),
                request.date(),
                request.duration(),
                request.serviceType(),
                request.serviceCost(),
                request.provider(),
                request.location(),
                AppointmentStatus.BOOKED,
                List.of(),
                1,
                false,
                null,
                null,
                request.depositAmount() != null,
                request.depositAmount(),
                false,
                null,
                now,
                now,
                null,
                null,
                null,
                request.notes(),
                null);
    }

    /**
     * Returns an audit event for the last change, at the time of that change.
     *
     * @param facts the JSON data of the event, without personal values
     */
    NewEvent toEvent(String type, Actor actor, Map<String, Object> facts) {
        return NewEvent.of(type, "appointment", id, actor)
                .withOccurredAt(updatedAt)
                .withData(facts);
    }
}
