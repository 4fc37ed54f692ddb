package io.aro.db.event;

import static io.aro.db.schema.Tables.EVENTS;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import io.aro.db.event.EventQuery.ByActor;
import io.aro.db.event.EventQuery.Everything;
import io.aro.db.event.EventQuery.OfEntity;
import io.aro.db.event.EventQuery.OfType;
import io.aro.db.event.EventQuery.Position;
import io.aro.db.event.EventQuery.Selection;
import io.aro.db.schema.tables.records.EventsRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.OrderField;
import org.jooq.ResultQuery;
import org.jooq.TableField;

/** The SQL of an {@link EventQuery}, served by an index in time order. */
final class EventQueries {

    private EventQueries() {}

    /** Returns the query for one page. */
    static ResultQuery<EventsRecord> of(DSLContext dsl, EventQuery query) {
        return dsl.selectFrom(EVENTS)
                .where(picks(query.selection()))
                .and(notBefore(query))
                .and(notAfter(query))
                .orderBy(order(query))
                .limit(query.limit());
    }

    /** Returns the condition of the selection. An actor without an id matches events without an actor id. */
    private static Condition picks(Selection selection) {
        return switch (selection) {
            case Everything() -> noCondition();
            case OfEntity(var type, var id) -> EVENTS.ENTITY_TYPE.eq(type).and(EVENTS.ENTITY_ID.eq(id));
            case OfType(var type) -> EVENTS.TYPE.eq(type);
            case ByActor(Actor(var kind, var id)) ->
                EVENTS.ACTOR.eq(kind.literal()).and(id == null ? EVENTS.ACTOR_ID.isNull() : EVENTS.ACTOR_ID.eq(id));
        };
    }

    /**
     * Returns a single lower bound, the higher of window and position.
     *
     * <p>With two bounds, the planner might scan from the lower bound on every page.
     */
    private static Condition notBefore(EventQuery query) {
        Position after = query.isNewestFirst() ? null : query.after();
        Instant from = query.from();
        if (after != null && (from == null || !after.timestamp().isBefore(from))) {
            return row(EVENTS.TIMESTAMP, EVENTS.ID).greaterThan(after.timestamp(), after.id());
        }
        return from == null ? noCondition() : EVENTS.TIMESTAMP.ge(from);
    }

    /** Returns a single upper bound, the lower of window and position. */
    private static Condition notAfter(EventQuery query) {
        Position after = query.isNewestFirst() ? query.after() : null;
        Instant until = query.until();
        if (after != null && (until == null || after.timestamp().isBefore(until))) {
            return row(EVENTS.TIMESTAMP, EVENTS.ID).lessThan(after.timestamp(), after.id());
        }
        return until == null ? noCondition() : EVENTS.TIMESTAMP.lt(until);
    }

    private static List<OrderField<?>> order(EventQuery query) {
        List<TableField<?, ?>> columns = new ArrayList<>(List.of(EVENTS.TIMESTAMP, EVENTS.ID));
        if (query.selection() instanceof ByActor(var actor) && actor.id() == null) {
            // PostgreSQL does not treat a column under IS NULL as constant and would sort.
            columns.addFirst(EVENTS.ACTOR_ID);
        }
        return columns.stream()
                .<OrderField<?>>map(column -> query.isNewestFirst() ? column.desc() : column.asc())
                .toList();
    }
}
