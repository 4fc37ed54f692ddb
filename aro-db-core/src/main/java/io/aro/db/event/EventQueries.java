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
import io.aro.db.internal.statement.BoundStatement;
import io.aro.db.internal.statement.Parameter;
import io.aro.db.internal.statement.StatementTemplate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.OrderField;
import org.jooq.Query;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The SQL of an {@link EventQuery}, served by an index in time order. */
final class EventQueries {

    private static final Parameter<String> TYPE = Parameter.of(EVENTS.TYPE);
    private static final Parameter<String> ENTITY_TYPE = Parameter.of(EVENTS.ENTITY_TYPE);
    private static final Parameter<UUID> ENTITY_ID = Parameter.of(EVENTS.ENTITY_ID);
    private static final Parameter<String> ACTOR = Parameter.of(EVENTS.ACTOR);
    private static final Parameter<String> ACTOR_ID = Parameter.of(EVENTS.ACTOR_ID);
    private static final Parameter<Instant> FROM = Parameter.of("from_time", EVENTS.TIMESTAMP);
    private static final Parameter<Instant> UNTIL = Parameter.of("until_time", EVENTS.TIMESTAMP);
    private static final Parameter<Instant> AFTER_TIME = Parameter.of("after_time", EVENTS.TIMESTAMP);
    private static final Parameter<UUID> AFTER_ID = Parameter.of("after_id", EVENTS.ID);

    private static final List<Parameter<?>> PARAMETERS =
            List.of(TYPE, ENTITY_TYPE, ENTITY_ID, ACTOR, ACTOR_ID, FROM, UNTIL, AFTER_TIME, AFTER_ID, Parameter.LIMIT);

    private EventQueries() {}

    /** A bound of the time. */
    private enum Bound {
        NONE,
        WINDOW,
        POSITION
    }

    /**
     * The properties of the SQL.
     *
     * @param anonymous whether the selection is an actor without an id
     */
    private record Shape(
            Class<? extends Selection> selection, boolean anonymous, Bound lower, Bound upper, boolean newestFirst) {

        static Shape of(EventQuery query) {
            Selection selection = query.selection();
            boolean anonymous = selection instanceof ByActor(var actor) && actor.id() == null;
            return new Shape(selection.getClass(), anonymous, lowerOf(query), upperOf(query), query.isNewestFirst());
        }
    }

    /** Returns the query for one page. */
    static BoundStatement of(EventQuery query) {
        Shape shape = Shape.of(query);
        return StatementTemplate.of(shape, PARAMETERS, any -> select(query.selection(), shape))
                .with(values(query));
    }

    private static @Nullable Object[] values(EventQuery query) {
        Selection selection = query.selection();
        OfEntity entity = selection instanceof OfEntity one ? one : null;
        Actor actor = selection instanceof ByActor(var one) ? one : null;
        Position after = query.after();
        return new @Nullable Object[] {
            selection instanceof OfType(var type) ? type : null,
            entity == null ? null : entity.type(),
            entity == null ? null : entity.id(),
            actor == null ? null : actor.kind().literal(),
            actor == null ? null : actor.id(),
            query.from(),
            query.until(),
            after == null ? null : after.timestamp(),
            after == null ? null : after.id(),
            query.limit()
        };
    }

    private static Query select(Selection selection, Shape shape) {
        return DSL.selectFrom(EVENTS)
                .where(picks(selection))
                .and(notBefore(shape.lower()))
                .and(notAfter(shape.upper()))
                .orderBy(order(shape))
                .limit(Parameter.limit());
    }

    /** Returns the condition of the selection. An actor without an id matches events without an actor id. */
    private static Condition picks(Selection selection) {
        return switch (selection) {
            case Everything() -> noCondition();
            case OfEntity entity ->
                EVENTS.ENTITY_TYPE.eq(ENTITY_TYPE.field()).and(EVENTS.ENTITY_ID.eq(ENTITY_ID.field()));
            case OfType type -> EVENTS.TYPE.eq(TYPE.field());
            case ByActor(Actor actor) ->
                EVENTS.ACTOR
                        .eq(ACTOR.field())
                        .and(actor.id() == null ? EVENTS.ACTOR_ID.isNull() : EVENTS.ACTOR_ID.eq(ACTOR_ID.field()));
        };
    }

    /**
     * Returns the kind of a single lower bound, the higher of window and position.
     *
     * <p>With two bounds, the planner might scan from the lower bound on every page.
     */
    private static Bound lowerOf(EventQuery query) {
        Position after = query.isNewestFirst() ? null : query.after();
        Instant from = query.from();
        if (after != null && (from == null || !after.timestamp().isBefore(from))) {
            return Bound.POSITION;
        }
        return from == null ? Bound.NONE : Bound.WINDOW;
    }

    /** Returns the kind of a single upper bound, the lower of window and position. */
    private static Bound upperOf(EventQuery query) {
        Position after = query.isNewestFirst() ? query.after() : null;
        Instant until = query.until();
        if (after != null && (until == null || after.timestamp().isBefore(until))) {
            return Bound.POSITION;
        }
        return until == null ? Bound.NONE : Bound.WINDOW;
    }

    private static Condition notBefore(Bound lower) {
        return switch (lower) {
            case NONE -> noCondition();
            case WINDOW -> EVENTS.TIMESTAMP.ge(FROM.field());
            case POSITION -> row(EVENTS.TIMESTAMP, EVENTS.ID).greaterThan(AFTER_TIME.field(), AFTER_ID.field());
        };
    }

    private static Condition notAfter(Bound upper) {
        return switch (upper) {
            case NONE -> noCondition();
            case WINDOW -> EVENTS.TIMESTAMP.lt(UNTIL.field());
            case POSITION -> row(EVENTS.TIMESTAMP, EVENTS.ID).lessThan(AFTER_TIME.field(), AFTER_ID.field());
        };
    }

    private static List<OrderField<?>> order(Shape shape) {
        List<TableField<?, ?>> columns = new ArrayList<>(List.of(EVENTS.TIMESTAMP, EVENTS.ID));
        if (shape.anonymous()) {
            // PostgreSQL does not treat a column under IS NULL as constant and would sort.
            columns.addFirst(EVENTS.ACTOR_ID);
        }
        return columns.stream()
                .<OrderField<?>>map(column -> shape.newestFirst() ? column.desc() : column.asc())
                .toList();
    }
}
