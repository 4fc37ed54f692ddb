package io.aro.db.examples.benchmarks.peers.hibernate;

import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A transition of an appointment. Hibernate fills the fields of a row that it reads. */
@Entity(name = "Transition")
@Table(name = "appointment_transitions")
@IdClass(TransitionEntity.Key.class)
@SuppressWarnings("NullAway.Init")
class TransitionEntity {

    /** The statuses by their literals, which are the names of the database. */
    enum Status {
        booked,
        confirmed,
        rescheduled,
        cancelled,
        no_show,
        in_progress,
        completed
    }

    /**
     * The primary key.
     *
     * @param appointmentId the id of the appointment
     * @param sequence the number of the transition
     */
    record Key(UUID appointmentId, int sequence) {}

    @Id
    @Column(name = "appointment_id")
    UUID appointmentId;

    @Id
    int sequence;

    @Enumerated(EnumType.STRING)
    @Column(name = "to_status")
    Status toStatus;

    String actor;

    @Column(name = "actor_id")
    String actorId;

    @Column(name = "occurred_at")
    Instant occurredAt;

    static TransitionEntity first(UUID appointment, Instant now) {
        TransitionEntity entity = new TransitionEntity();
        entity.appointmentId = appointment;
        entity.sequence = 1;
        entity.toStatus = Status.booked;
        entity.actor = "system";
        entity.actorId = NewBooking.ACTOR_ID;
        entity.occurredAt = now;
        return entity;
    }
}
