package io.aro.db.event;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query for a page of events; immutable.
 *
 * <p>A query selects by one criterion with an index in time order: an entity, a type, an actor, or none. Bounds of the
 * window are rounded up to microseconds, the precision of stored times.
 *
 * @param selection the criterion
 * @param from the start of the window, inclusive, or null
 * @param until the end of the window, exclusive, or null
 * @param isNewestFirst whether the newest event comes first; otherwise the oldest
 * @param limit the maximum number of events
 * @param after the position before the page, or null for the first page
 */
public record EventQuery(
        Selection selection,
        @Nullable Instant from,
        @Nullable Instant until,
        boolean isNewestFirst,
        int limit,
        @Nullable Position after) {

    /** The default page size. */
    public static final int DEFAULT_LIMIT = 100;

    /** The criterion of a query. */
    public sealed interface Selection {}

    /** The selection of every event. */
    public record Everything() implements Selection {}

    /**
     * The selection of the events of one entity.
     *
     * @param type the noun, such as {@code appointment}
     * @param id the id
     */
    public record OfEntity(String type, UUID id) implements Selection {

        /**
         * Checks both values.
         *
         * @throws InvalidValueException if a value is missing
         */
        public OfEntity {
            Values.wanted("entity type", type);
            Values.required("entity id", id);
        }
    }

    /**
     * The selection of the events of one type.
     *
     * @param type the type, such as {@code appointment.confirmed}
     */
    public record OfType(String type) implements Selection {

        /**
         * Checks the value.
         *
         * @throws InvalidValueException if the value is missing
         */
        public OfType {
            Values.wanted("event type", type);
        }
    }

    /**
     * The selection of the events of one actor.
     *
     * @param actor the actor; without an id, selects events of its kind without an actor id
     */
    public record ByActor(Actor actor) implements Selection {

        /**
         * Checks the value.
         *
         * @throws InvalidValueException if the value is missing
         */
        public ByActor {
            Values.required("actor", actor);
        }
    }

    /**
     * The position of an event in the log; remains valid after the event's deletion.
     *
     * @param timestamp the time of the event
     * @param id the id of the event
     */
    public record Position(Instant timestamp, UUID id) {

        /**
         * Checks both values.
         *
         * @throws InvalidValueException if a value is missing
         */
        public Position {
            timestamp = Values.instant("timestamp", timestamp);
            Values.required("event id", id);
        }
    }

    /**
     * Checks the window and the limit.
     *
     * @throws InvalidValueException if the window is empty or the limit is below 1
     */
    public EventQuery {
        Values.required("selection", selection);
        Values.positive("limit", limit);
        from = from == null ? null : Values.bound("from", from);
        until = until == null ? null : Values.bound("until", until);
        if (from != null && until != null && !from.isBefore(until)) {
            throw new InvalidValueException("until", "must be later than from");
        }
    }

    /** Returns a query for all events, oldest first. */
    public static EventQuery all() {
        return of(new Everything());
    }

    /** Returns a query for the events of one entity, oldest first. */
    public static EventQuery ofEntity(String type, UUID id) {
        return of(new OfEntity(type, id));
    }

    /** Returns a query for the events of one type, oldest first. */
    public static EventQuery ofType(String type) {
        return of(new OfType(type));
    }

    /** Returns a query for the events of one actor, oldest first. */
    public static EventQuery byActor(Actor actor) {
        return of(new ByActor(actor));
    }

    private static EventQuery of(Selection selection) {
        return new EventQuery(selection, null, null, false, DEFAULT_LIMIT, null);
    }

    /** Returns a copy with a window starting at a moment, inclusive. */
    public EventQuery withFrom(Instant moment) {
        return new EventQuery(selection, Values.required("from", moment), until, isNewestFirst, limit, after);
    }

    /** Returns a copy with a window ending at a moment, exclusive. */
    public EventQuery withUntil(Instant moment) {
        return new EventQuery(selection, from, Values.required("until", moment), isNewestFirst, limit, after);
    }

    /** Returns a copy with the newest event first. */
    public EventQuery withNewestFirst() {
        return new EventQuery(selection, from, until, true, limit, after);
    }

    /** Returns a copy with a page size. */
    public EventQuery withLimit(int most) {
        return new EventQuery(selection, from, until, isNewestFirst, most, after);
    }

    /** Returns a copy for the page after an event, usually the last event of the previous page. */
    public EventQuery withAfter(Event event) {
        Event last = Values.required("event", event);
        return withAfter(last.timestamp(), last.id());
    }

    /** Returns a copy for the page after a position, kept by the caller between two requests. */
    public EventQuery withAfter(Instant timestamp, UUID id) {
        return new EventQuery(selection, from, until, isNewestFirst, limit, new Position(timestamp, id));
    }
}
