package io.aro.db.event.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.BUSINESS_CONFIG;
import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;

import io.aro.db.event.NewEvent;
import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The inserts of events, with or without a check for the entity. */
public final class EventStatement {

    private static final List<Field<?>> COLUMNS = List.of(EVENTS.fields());
    private static final List<Parameter<?>> VALUES = Parameter.list(COLUMNS);

    private static final StatementTemplate INSERTION = StatementTemplate.of(
            VALUES, dialect -> DSL.insertInto(EVENTS).columns(COLUMNS).values(Parameter.fields(VALUES)));

    /**
     * The inserts by entity type, for the types with a table of the library. Other types belong to the host
     * application.
     */
    private static final Map<String, StatementTemplate> IF_THERE = Stream.of(
                    Map.entry("customer", CUSTOMERS.ID),
                    Map.entry("appointment", APPOINTMENTS.ID),
                    Map.entry("reminder", REMINDER_LOGS.ID),
                    Map.entry("workflow", WORKFLOW_INSTANCES.ID),
                    Map.entry("dead_letter", DEAD_LETTERS.ID),
                    Map.entry("consent", CONSENTS.ID),
                    Map.entry("config", BUSINESS_CONFIG.ID))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> ifThere(entry.getValue())));

    private EventStatement() {}

    /** Returns the insert of an event, without a check for the entity. */
    public static BoundStatement insertion(NewEvent event, UUID id, Instant now) {
        return INSERTION.with(values(event, id, now));
    }

    /** Returns the insert of an event about an existing entity. Writes nothing for a missing entity of the library. */
    public static BoundStatement insertionIfThere(NewEvent event, UUID id, Instant now) {
        return IF_THERE.getOrDefault(event.entityType(), INSERTION).with(values(event, id, now));
    }

    /** Returns an insert selecting from the entity's row. Citus supports this form, too. */
    private static StatementTemplate ifThere(TableField<?, UUID> key) {
        return StatementTemplate.of(
                VALUES,
                dialect -> DSL.insertInto(EVENTS)
                        .columns(COLUMNS)
                        .select(DSL.select(Parameter.fields(VALUES))
                                .from(key.getTable())
                                .where(key.eq(Parameter.of(EVENTS.ENTITY_ID).field()))));
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
