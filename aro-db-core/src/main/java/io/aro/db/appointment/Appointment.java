package io.aro.db.appointment;

import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.schema.tables.records.AppointmentTransitionsRecord;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booked visit; an immutable copy of its row.
 *
 * @param id the id
 * @param externalSource who gave the external id; empty for the default source, and without an external id
 * @param externalId the id it has at its source, if it came from one; unique within that source
 * @param customerId the id of the customer
 * @param date when it begins
 * @param duration how long it takes, in whole minutes
 * @param serviceType what is done
 * @param serviceCost what it costs
 * @param provider who does it, if known
 * @param location where, if known
 * @param status where it stands
 * @param previousStatus the statuses before this one, oldest first
 * @param version the number of its last transition, from 1
 * @param confirmationReceived whether it was ever confirmed
 * @param confirmationDate when it was last confirmed
 * @param responseClassification how the customer's last answer was understood
 * @param depositRequired whether it needs a deposit
 * @param depositAmount how much the deposit is
 * @param depositPaid whether the deposit was paid
 * @param depositPaymentId the id of the payment at the payment provider
 * @param createdAt when the row was made
 * @param updatedAt when the row was last changed
 * @param completedAt when it was completed
 * @param cancelledAt when it was cancelled
 * @param archivedAt when it was archived
 * @param notes free text
 * @param rescheduledFrom the id of the appointment whose place it took, if it took one
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

    /** Returns the appointment of a row. */
    static Appointment of(AppointmentsRecord row) {
        String response = row.getResponseClassification();
        return new Appointment(
                row.getId(),
                row.getExternalSource(),
                row.getExternalId(),
                row.getCustomerId(),
                row.getDate(),
                Duration.ofMinutes(row.getDuration()),
                row.getServiceType(),
                row.getServiceCost(),
                row.getProvider(),
                row.getLocation(),
                row.getStatus(),
                row.getPreviousStatus(),
                row.getVersion(),
                row.getConfirmationReceived(),
                row.getConfirmationDate(),
                response == null ? null : ResponseClassification.of(response),
                row.getDepositRequired(),
                row.getDepositAmount(),
                row.getDepositPaid(),
                row.getDepositPaymentId(),
                row.getCreatedAt(),
                row.getUpdatedAt(),
                row.getCompletedAt(),
                row.getCancelledAt(),
                row.getArchivedAt(),
                row.getNotes(),
                row.getRescheduledFrom());
    }

    /** Returns the row of the transition by which an actor has just led it here; the first one comes from no status. */
    AppointmentTransitionsRecord toTransition(@Nullable AppointmentStatus from, boolean correction, Actor actor) {
        AppointmentTransitionsRecord row = new AppointmentTransitionsRecord();
        row.setAppointmentId(id);
        row.setSequence(version);
        row.setPreviousSequence(from == null ? null : version - 1);
        row.setFromStatus(from);
        row.setToStatus(status);
        row.setActor(actor.kind().literal());
        row.setActorId(actor.id());
        row.setReason(null);
        row.setCommandId(null);
        row.setOccurredAt(updatedAt);
        row.setCorrection(correction);
        return row;
    }

    /** Returns the event of a change that an actor has just made. */
    NewEvent toEvent(String type, Actor actor, Map<String, Object> facts) {
        return NewEvent.of(type, "appointment", id, actor)
                .withOccurredAt(updatedAt)
                .withData(facts);
    }
}
