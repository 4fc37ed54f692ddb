package io.aro.db.examples.benchmarks.peers.hibernate;

import io.aro.db.examples.benchmarks.peers.contender.Fresh;
import io.aro.db.examples.benchmarks.peers.contender.NewBooking;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An event. Hibernate fills the fields of a row that it reads. */
@Entity(name = "Event")
@Table(name = "events")
@SuppressWarnings("NullAway.Init")
class EventEntity {

    @Id
    UUID id;

    Instant timestamp;

    String type;

    @Column(name = "entity_type")
    String entityType;

    @Column(name = "entity_id")
    UUID entityId;

    String actor;

    @Column(name = "actor_id")
    String actorId;

    @JdbcTypeCode(SqlTypes.JSON)
    String data;

    @JdbcTypeCode(SqlTypes.JSON)
    String metadata;

    @Column(name = "created_at")
    Instant createdAt;

    static EventEntity created(UUID appointment, NewBooking booking, Instant now) {
        EventEntity entity = new EventEntity();
        entity.id = Fresh.id();
        entity.timestamp = now;
        entity.type = "appointment.created";
        entity.entityType = "appointment";
        entity.entityId = appointment;
        entity.actor = "system";
        entity.actorId = NewBooking.ACTOR_ID;
        entity.data = booking.eventData();
        entity.metadata = NewBooking.METADATA;
        entity.createdAt = now;
        return entity;
    }
}
