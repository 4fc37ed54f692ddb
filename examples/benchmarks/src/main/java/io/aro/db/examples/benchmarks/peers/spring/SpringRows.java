package io.aro.db.examples.benchmarks.peers.spring;

import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.ReadOnlyProperty;
import org.springframework.data.relational.core.mapping.Table;

/** The rows of Spring Data, with a type of their own for each column that needs a converter. */
final class SpringRows {

    private SpringRows() {}

    /** A list of texts. */
    record Words(List<String> list) {}

    /** A status. */
    record Status(String literal) {

        static final Status BOOKED = new Status("booked");
        static final Status CONFIRMED = new Status("confirmed");
    }

    /** A JSON document. */
    record Document(String text) {}

    /** A customer. */
    @Table("customers")
    record CustomerRow(
            @Id UUID id,
            String phone,
            @Nullable String email,
            @Nullable String name,
            long noShowCount,
            long rescheduleCount,
            long cancelCount,
            BigDecimal confirmationRate,
            BigDecimal lifetimeValue,
            String paymentStatus,
            long depositsPaid,
            String reviewStatus,
            @Nullable Instant lastReviewRequestDate,
            String communicationPreference,
            int riskScore,
            String riskCategory,
            boolean requiresDeposit,
            Instant createdAt,
            Instant updatedAt,
            @ReadOnlyProperty @Nullable Words tags,
            long appointmentCount,
            long confirmedCount) {

        static CustomerRow of(String phone, String name, Instant now) {
            return new CustomerRow(
                    Fresh.id(),
                    phone,
                    null,
                    name,
                    0,
                    0,
                    0,
                    BigDecimal.ZERO,
                    BigDecimal.ZERO,
                    "no_history",
                    0,
                    "none",
                    null,
                    "sms",
                    0,
                    "low",
                    false,
                    now,
                    now,
                    null,
                    0,
                    0);
        }
    }

    /** An appointment. */
    @Table("appointments")
    record AppointmentRow(
            @Id UUID id,
            String externalSource,
            @Nullable String externalId,
            UUID customerId,
            Instant date,
            int duration,
            String serviceType,
            BigDecimal serviceCost,
            @Nullable String provider,
            @Nullable String location,
            @ReadOnlyProperty @Nullable Status status,
            @ReadOnlyProperty @Nullable Words previousStatus,
            int version,
            boolean confirmationReceived,
            @Nullable Instant confirmationDate,
            @Nullable String responseClassification,
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

        static AppointmentRow of(NewBooking booking, Instant now) {
            return new AppointmentRow(
                    Fresh.id(),
                    NewBooking.SOURCE,
                    booking.externalId(),
                    booking.customerId(),
                    booking.date(),
                    booking.minutes(),
                    booking.serviceType(),
                    booking.serviceCost(),
                    null,
                    null,
                    null,
                    null,
                    1,
                    false,
                    null,
                    null,
                    false,
                    null,
                    false,
                    null,
                    now,
                    now,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }

    /** A transition; an insert needs no more of its two-column key than the values. */
    @Table("appointment_transitions")
    record TransitionRow(
            @Id UUID appointmentId, int sequence, Status toStatus, String actor, String actorId, Instant occurredAt) {

        static TransitionRow first(UUID appointment, Instant now) {
            return new TransitionRow(appointment, 1, Status.BOOKED, "system", NewBooking.ACTOR_ID, now);
        }
    }

    /** An event. */
    @Table("events")
    record EventRow(
            @Id UUID id,
            Instant timestamp,
            String type,
            String entityType,
            UUID entityId,
            String actor,
            String actorId,
            Document data,
            Document metadata,
            Instant createdAt) {

        static EventRow created(UUID appointment, NewBooking booking, Instant now) {
            return new EventRow(
                    Fresh.id(),
                    now,
                    "appointment.created",
                    "appointment",
                    appointment,
                    "system",
                    NewBooking.ACTOR_ID,
                    new Document(booking.eventData()),
                    new Document(NewBooking.METADATA),
                    now);
        }
    }
}
