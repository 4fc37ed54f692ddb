package io.aro.db.appointment;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static org.jooq.impl.DSL.select;

import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.repository.Changes;
import io.aro.db.schema.tables.records.AppointmentTransitionsRecord;
import io.aro.db.schema.tables.records.AppointmentsRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.TableField;

/** Turns rows of {@code appointments} and {@code appointment_transitions} into values, and new ones into rows. */
final class AppointmentRows {

    /** The columns that the methods of the repository keep right, so that no plain update may touch them. */
    static final Set<TableField<AppointmentsRecord, ?>> KEPT = Set.of(
            APPOINTMENTS.CUSTOMER_ID,
            APPOINTMENTS.STATUS,
            APPOINTMENTS.PREVIOUS_STATUS,
            APPOINTMENTS.VERSION,
            APPOINTMENTS.AT_LAST_TRANSITION,
            APPOINTMENTS.CONFIRMATION_RECEIVED,
            APPOINTMENTS.CONFIRMATION_DATE,
            APPOINTMENTS.DEPOSIT_REQUIRED,
            APPOINTMENTS.DEPOSIT_AMOUNT,
            APPOINTMENTS.DEPOSIT_PAID,
            APPOINTMENTS.DEPOSIT_PAYMENT_ID,
            APPOINTMENTS.CREATED_AT,
            APPOINTMENTS.COMPLETED_AT,
            APPOINTMENTS.CANCELLED_AT,
            APPOINTMENTS.ARCHIVED_AT,
            APPOINTMENTS.RESCHEDULED_FROM);

    private AppointmentRows() {}

    /** An archived appointment stays as it is, and so does a cost that the customer's lifetime value has counted. */
    static Condition open(Changes<AppointmentsRecord> changes) {
        requireExternalId(changes);
        Condition open = APPOINTMENTS.ARCHIVED_AT.isNull();
        return changes.contain(APPOINTMENTS.SERVICE_COST)
                ? open.and(APPOINTMENTS.STATUS.ne(AppointmentStatus.COMPLETED))
                : open;
    }

    /** Refuses new values of an external id that no booking may have. */
    private static void requireExternalId(Changes<AppointmentsRecord> changes) {
        changes.valueOf(APPOINTMENTS.EXTERNAL_SOURCE)
                .ifPresent(source -> ExternalId.requireSource(APPOINTMENTS.EXTERNAL_SOURCE.getName(), source));
        changes.valueOf(APPOINTMENTS.EXTERNAL_ID)
                .ifPresent(id -> ExternalId.requireId(APPOINTMENTS.EXTERNAL_ID.getName(), id));
    }

    /** Returns the answer to changes of an appointment that is not {@link #open} for them. */
    static RefusedChangeException closed(UUID id, Appointment actual) {
        return actual.archivedAt() != null
                ? ArchiveWriter.refusal(id)
                : new RefusedChangeException("appointment", id, "is completed and its cost is counted; leave the cost");
    }

    static Appointment toAppointment(AppointmentsRecord row) {
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

    static AppointmentTransition toTransition(AppointmentTransitionsRecord row) {
        return new AppointmentTransition(
                row.getAppointmentId(),
                row.getSequence(),
                row.getFromStatus(),
                row.getToStatus(),
                new Actor(Actor.Kind.of(row.getActor()), row.getActorId()),
                row.getReason(),
                row.getCommandId(),
                row.getOccurredAt(),
                row.getCorrection());
    }

    /** Returns the query for the customer of an appointment. */
    static Select<Record1<UUID>> ownerOf(UUID id) {
        return select(APPOINTMENTS.CUSTOMER_ID).from(APPOINTMENTS).where(APPOINTMENTS.ID.eq(id));
    }

    static AppointmentsRecord toRow(NewAppointment appointment, UUID id, Instant now) {
        AppointmentsRecord row = new AppointmentsRecord();
        row.setId(id);
        row.setExternalSource(appointment.externalSource());
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
        return booked(row, now);
    }

    /** Returns the row with what every appointment begins with. */
    static AppointmentsRecord booked(AppointmentsRecord row, Instant now) {
        row.setStatus(AppointmentStatus.BOOKED);
        row.setPreviousStatus(List.of());
        row.setVersion(1);
        row.setConfirmationReceived(false);
        row.setDepositPaid(Boolean.TRUE.equals(row.getDepositPaid()));
        row.setCreatedAt(now);
        row.setUpdatedAt(now);
        return row;
    }
}
