package io.aro.db.event;

import static io.aro.db.schema.Tables.EVENTS;

import io.aro.db.event.internal.EventStatement;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Session;
import io.aro.db.repository.internal.StatementBatches;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jooq.Query;
import org.jooq.impl.DSL;

/**
 * The repository of the audit log, which is append-only.
 *
 * <p>Append events in the transaction of the change: both commit or neither.
 */
public final class EventRepository {

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
        int rows = session.<Integer>write(
                EventStatement.insertionIfThere(event, id, session.now()).count());
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
        return DSL.insertInto(EVENTS).set(event.toRow(session.newId(), session.now()));
    }

    /** Appends events in batches of 500, without checking for their entities; see {@link #insertionOf}. */
    public void appendAll(Stream<NewEvent> events) {
        Instant now = session.now();
        session.atomically(tx -> new StatementBatches(tx::run)
                .execute(events.map(event -> EventStatement.insertion(event, tx.newId(), now))));
    }

    /**
     * Returns the events of a query, ordered by time and then by id, in the direction of the query.
     *
     * <p>Next page: {@code find(query.withAfter(page.getLast()))}. Late events, dated before a page already read, do
     * not appear on later pages.
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
}
