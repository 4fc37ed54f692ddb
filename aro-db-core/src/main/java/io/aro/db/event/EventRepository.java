package io.aro.db.event;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.BUSINESS_CONFIG;
import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.REMINDER_LOGS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Session;
import io.aro.db.repository.internal.BatchInsert;
import io.aro.db.schema.tables.records.EventsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * The repository of the audit log, which is append-only.
 *
 * <p>Append events in the transaction of the change: both commit or neither.
 */
public final class EventRepository {

    /**
     * The entity types with a table of the library, and the keys of their tables. Other types belong to the host
     * application.
     */
    private static final Map<String, TableField<?, UUID>> KEYS_BY_NOUN = Map.of(
            "customer", CUSTOMERS.ID,
            "appointment", APPOINTMENTS.ID,
            "reminder", REMINDER_LOGS.ID,
            "workflow", WORKFLOW_INSTANCES.ID,
            "dead_letter", DEAD_LETTERS.ID,
            "consent", CONSENTS.ID,
            "config", BUSINESS_CONFIG.ID);

    private final Session session;

    /** Creates a repository on a database's or a transaction's session. */
    public EventRepository(Session session) {
        this.session = session;
    }

    /**
     * Appends an event by one statement and returns its id.
     *
     * <p>Entities of other types belong to the host application and are not checked.
     *
     * @throws NotFoundException if the entity is of aro-db (customer, appointment, reminder, workflow, dead_letter,
     *     consent, config) and does not exist
     */
    public UUID append(NewEvent event) {
        UUID id = session.newId();
        EventsRecord row = event.toRow(id, session.now());
        TableField<?, UUID> key = KEYS_BY_NOUN.get(event.entityType());
        Query insertion = key == null ? insertionOf(row) : insertionIfThere(row, key, event.entityId());
        int rows = session.<Integer>write(dsl -> dsl.execute(insertion));
        if (rows == 0) {
            throw new NotFoundException(event.entityType(), event.entityId());
        }
        return id;
    }

    /**
     * Returns the insert of an event without executing it, for callers sending several statements at once.
     *
     * <p>Does not check for the entity. The caller has just written or locked its row, or reports its deletion. Id and
     * time are fixed by this call.
     */
    public Query insertionOf(NewEvent event) {
        return insertionOf(event.toRow(session.newId(), session.now()));
    }

    /** Appends events in batches of 500, without checking for their entities; see {@link #insertionOf}. */
    public void appendAll(Stream<NewEvent> events) {
        Instant now = session.now();
        session.atomically(tx ->
                new BatchInsert<>(tx::run, EVENTS).insert(events.map(event -> event.toRow(tx.newId(), now))));
    }

    /**
     * Returns the events of a query, ordered by time and then by id, in the direction of the query.
     *
     * <p>Next page: {@code find(query.withAfter(page.getLast()))}. Late events, dated before a page already read, do
     * not appear on later pages.
     */
    public List<Event> find(EventQuery query) {
        return session.read(EventQueries.of(query).list(Event::of));
    }

    /** Returns the events of one entity, oldest first, up to {@code limit}. */
    public List<Event> findByEntity(String entityType, UUID entityId, int limit) {
        return find(EventQuery.ofEntity(entityType, entityId).withLimit(limit));
    }

    /** Returns the newest events, newest first, up to {@code limit}. */
    public List<Event> findLatest(int limit) {
        return find(EventQuery.all().withNewestFirst().withLimit(limit));
    }

    private static Query insertionOf(EventsRecord row) {
        return DSL.insertInto(EVENTS).set(row);
    }

    /** Returns an insert selecting from the entity's row. Citus supports this form, too. */
    private static Query insertionIfThere(EventsRecord row, TableField<?, UUID> key, UUID entityId) {
        List<Param<?>> values = row.fieldStream()
                .<Param<?>>map(field -> val(row.get(field), field))
                .toList();
        return DSL.insertInto(EVENTS)
                .columns(row.fields())
                .select(select(values).from(key.getTable()).where(key.eq(entityId)));
    }
}
