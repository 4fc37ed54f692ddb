package io.aro.db.examples.benchmarks.peers.hibernate;

import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An appointment. Hibernate fills the fields of a row that it reads. */
@Entity(name = "Appointment")
@Table(name = "appointments")
@SuppressWarnings("NullAway.Init")
class AppointmentEntity {

    @Id
    UUID id;

    @Column(name = "external_source")
    String externalSource = "";

    @Column(name = "external_id")
    @Nullable
    String externalId;

    @Column(name = "customer_id")
    UUID customerId;

    Instant date;

    int duration;

    @Column(name = "service_type")
    String serviceType;

    @Column(name = "service_cost")
    BigDecimal serviceCost;

    @Nullable
    String provider;

    @Nullable
    String location;

    @Column(insertable = false, updatable = false)
    @Nullable
    String status;

    @Column(name = "previous_status", insertable = false, updatable = false)
    @Nullable
    Words previousStatus;

    int version = 1;

    @Column(name = "confirmation_received")
    boolean confirmationReceived;

    @Column(name = "confirmation_date")
    @Nullable
    Instant confirmationDate;

    @Column(name = "response_classification")
    @Nullable
    String responseClassification;

    @Column(name = "deposit_required")
    boolean depositRequired;

    @Column(name = "deposit_amount")
    @Nullable
    BigDecimal depositAmount;

    @Column(name = "deposit_paid")
    boolean depositPaid;

    @Column(name = "deposit_payment_id")
    @Nullable
    String depositPaymentId;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    @Column(name = "completed_at")
    @Nullable
    Instant completedAt;

    @Column(name = "cancelled_at")
    @Nullable
    Instant cancelledAt;

    @Column(name = "archived_at")
    @Nullable
    Instant archivedAt;

    @Nullable
    String notes;

    @Column(name = "rescheduled_from")
    @Nullable
    UUID rescheduledFrom;

    static AppointmentEntity of(NewBooking booking, Instant now) {
        AppointmentEntity entity = new AppointmentEntity();
        entity.id = Fresh.id();
        entity.externalSource = NewBooking.SOURCE;
        entity.externalId = booking.externalId();
        entity.customerId = booking.customerId();
        entity.date = booking.date();
        entity.duration = booking.minutes();
        entity.serviceType = booking.serviceType();
        entity.serviceCost = booking.serviceCost();
        entity.createdAt = now;
        entity.updatedAt = now;
        return entity;
    }
}
