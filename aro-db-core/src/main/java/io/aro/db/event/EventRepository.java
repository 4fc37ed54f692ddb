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
 * <p>Append inside the transaction of the change, so that both are there or neither is.
 */
public final class EventRepository {

    /** The nouns of events that stand for rows of our own tables; any other noun is somebody else's. */
    private static final Map<String, TableField<?, UUID>> KEYS_BY_NOUN = Map.of(
            "customer", CUSTOMERS.ID,
            "appointment", APPOINTMENTS.ID,
            "reminder", REMINDER_LOGS.ID,
            "workflow", WORKFLOW_INSTANCES.ID,
            "dead_letter", DEAD_LETTERS.ID,
            "consent", CONSENTS.ID,
            "config", BUSINESS_CONFIG.ID);

    private final Session session;

    public EventRepository(Session session) {
        this.session = session;
    }

    /**
     * Appends an event, in one statement, and returns its id.
     *
     * @throws NotFoundException if the event is about a row of aro-db (customer, appointment, reminder, workflow,
     *     dead_letter, consent, config) that is not there; what other nouns stand for is not known and not checked
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
     * Returns the statement that appends an event, without running it, for a caller that sends several at once.
     *
     * <p>It does not look whether the entity is there: the caller has just written or locked its row, or tells of its
     * end. The id and the time are those of this call.
     */
    public Query insertionOf(NewEvent event) {
        return insertionOf(event.toRow(session.newId(), session.now()));
    }

    /** Appends events in batches, without looking whether their entities are there; see {@link #insertionOf}. */
    public void appendAll(Stream<NewEvent> events) {
        Instant now = session.now();
        session.atomically(tx ->
                new BatchInsert<>(tx::write, EVENTS).insert(events.map(event -> event.toRow(tx.newId(), now))));
    }

    /**
     * Returns the events that a query asks for, in the order of their time and, at the same time, of their id.
     *
     * <p>The next page begins after the last event of this one: {@code find(query.after(page.getLast()))}. An event that
     * is appended later but happened before a page that was read is not on the pages that follow.
     */
    public List<Event> find(EventQuery query) {
        return session.read(dsl -> EventQueries.of(dsl, query).fetch(Event::of));
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

    /** Takes the row of the entity as what the event is selected from, a form that Citus takes, too. */
    private static Query insertionIfThere(EventsRecord row, TableField<?, UUID> key, UUID entityId) {
        List<Param<?>> values = row.fieldStream()
                .<Param<?>>map(field -> val(row.get(field), field))
                .toList();
        return DSL.insertInto(EVENTS)
                .columns(row.fields())
                .select(select(values).from(key.getTable()).where(key.eq(entityId)));
    }
}
