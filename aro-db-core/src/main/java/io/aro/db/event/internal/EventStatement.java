package io.aro.db.event.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.EVENTS;

import io.aro.db.event.NewEvent;
import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The inserts of events by the writers of other features. */
public final class EventStatement {

    private static final List<Field<?>> COLUMNS = List.of(EVENTS.fields());
    private static final List<Parameter<?>> VALUES = Parameter.list(COLUMNS);

    private static final StatementTemplate INSERTION = StatementTemplate.of(
            VALUES, dialect -> DSL.insertInto(EVENTS).columns(COLUMNS).values(Parameter.fields(VALUES)));

    /** An insert selecting from the appointment's row. Citus supports this form, too. */
    private static final StatementTemplate INSERTION_IF_BOOKED = StatementTemplate.of(
            VALUES,
            dialect -> DSL.insertInto(EVENTS)
                    .columns(COLUMNS)
                    .select(DSL.select(Parameter.fields(VALUES))
                            .from(APPOINTMENTS)
                            .where(APPOINTMENTS.ID.eq(
                                    Parameter.of(EVENTS.ENTITY_ID).field()))));

    private EventStatement() {}

    /** Returns the insert of an event, without a check for the entity. */
    public static BoundStatement insertion(NewEvent event, UUID id, Instant now) {
        return INSERTION.with(values(event, id, now));
    }

    /** Returns the insert of an event about an appointment. Writes nothing without the appointment's row. */
    public static BoundStatement insertionIfBooked(NewEvent event, UUID id, Instant now) {
        return INSERTION_IF_BOOKED.with(values(event, id, now));
    }

    /** Returns the values in the order of the table's columns. */
    private static @Nullable Object[] values(NewEvent event, UUID id, Instant now) {
        Instant occurredAt = event.occurredAt();
        return new @Nullable Object[] {
            id,
            occurredAt == null ? now : occurredAt,
            event.type(),
            event.entityType(),
            event.entityId(),
            event.actor().kind().literal(),
            event.actor().id(),
            JSONB.jsonb(event.data()),
            JSONB.jsonb(event.metadata()),
            now
        };
    }
}
