package io.aro.db.appointment;

import io.aro.db.event.Actor;
import io.aro.db.schema.tables.records.AppointmentTransitionsRecord;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Turns rows of {@code appointments} and {@code appointment_transitions} into values, and new ones into rows. */
final class AppointmentRows {

    private AppointmentRows() {}

    static Appointment toAppointment(AppointmentsRecord row) {
        String response = row.getResponseClassification();
        return new Appointment(
                row.getId(),
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
                row.getNotes());
    }

    static AppointmentTransition toTransition(AppointmentTransitionsRecord row) {
        return new AppointmentTransition(
                row.getAppointmentId(),
                row.getSequence(),
                row.getFromStatus(),
                row.getToStatus(),
                new Actor(Actor.Kind.of(row.getActor()), row.getActorId()),
                row.getReason(),
                row.getCommandId(),
                row.getOccurredAt());
    }

    static AppointmentsRecord toRow(NewAppointment appointment, UUID id, Instant now) {
        AppointmentsRecord row = new AppointmentsRecord();
        row.setId(id);
        row.setExternalId(appointment.externalId());
        row.setCustomerId(appointment.customerId());
        row.setDate(appointment.date());
        row.setDuration(Math.toIntExact(appointment.duration().toMinutes()));
        row.setServiceType(appointment.serviceType());
        row.setServiceCost(appointment.serviceCost());
        row.setProvider(appointment.provider());
        row.setLocation(appointment.location());
        row.setDepositRequired(appointment.depositAmount() != null);
        row.setDepositAmount(appointment.depositAmount());
        row.setNotes(appointment.notes());
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        return row;
    }
}
