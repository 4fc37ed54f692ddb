package io.aro.db.event;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query for a page of events; immutable.
 *
 * <p>A query picks by one thing, for which there is an index in time order: an entity, a type, an actor, or nothing. The
 * window is rounded up to microseconds, in which events are stored, so that it holds the same events.
 *
 * @param selection which events
 * @param from the first moment of the window, or null
 * @param until the first moment after the window, or null
 * @param isNewestFirst whether the newest comes first, not the oldest
 * @param limit how many at most
 * @param after the place behind which the page begins, or null
 */
public record EventQuery(
        Selection selection,
        @Nullable Instant from,
        @Nullable Instant until,
        boolean isNewestFirst,
        int limit,
        @Nullable Position after) {

    /** The length of a page unless another is asked for. */
    public static final int DEFAULT_LIMIT = 100;

    /** The events to select. */
    public sealed interface Selection {}

    /** Asks for every event. */
    public record Everything() implements Selection {}

    /**
     * Asks for the events of one entity.
     *
     * @param type the noun, such as {@code appointment}
     * @param id its id
     */
    public record OfEntity(String type, UUID id) implements Selection {

        /** Checks that both are present. */
        public OfEntity {
            Values.wanted("entity type", type);
            Values.required("entity id", id);
        }
    }

    /**
     * Asks for the events of one type.
     *
     * @param type the type, such as {@code appointment.confirmed}
     */
    public record OfType(String type) implements Selection {

        /** Checks that it is present. */
        public OfType {
            Values.wanted("event type", type);
        }
    }

    /**
     * Asks for what one actor did.
     *
     * @param actor the actor; one without an id stands for those of its kind that have none
     */
    public record ByActor(Actor actor) implements Selection {

        /** Checks that it is present. */
        public ByActor {
            Values.required("actor", actor);
        }
    }

    /**
     * The position of an event in the log, valid after the event is gone.
     *
     * @param timestamp when it happened
     * @param id its id
     */
    public record Position(Instant timestamp, UUID id) {

        /** Checks that both are present. */
        public Position {
            timestamp = Values.instant("timestamp", timestamp);
            Values.required("event id", id);
        }
    }

    /** Checks the window and the limit. */
    public EventQuery {
        Values.required("selection", selection);
        Values.positive("limit", limit);
        from = from == null ? null : Values.bound("from", from);
        until = until == null ? null : Values.bound("until", until);
        if (from != null && until != null && !from.isBefore(until)) {
            throw new InvalidValueException("until", "must be later than from");
        }
    }

    /** Asks for all events, the oldest first. */
    public static EventQuery all() {
        return of(new Everything());
    }

    /** Asks for the events of one entity, the oldest first. */
    public static EventQuery ofEntity(String type, UUID id) {
        return of(new OfEntity(type, id));
    }

    /** Asks for the events of one type, the oldest first. */
    public static EventQuery ofType(String type) {
        return of(new OfType(type));
    }

    /** Asks for what one actor did, the oldest first. */
    public static EventQuery byActor(Actor actor) {
        return of(new ByActor(actor));
    }

    private static EventQuery of(Selection selection) {
        return new EventQuery(selection, null, null, false, DEFAULT_LIMIT, null);
    }

    /** Returns a copy that leaves out what happened before a moment. */
    public EventQuery withFrom(Instant moment) {
        return new EventQuery(selection, Values.required("from", moment), until, isNewestFirst, limit, after);
    }

    /** Returns a copy that leaves out what happened at a moment or later. */
    public EventQuery withUntil(Instant moment) {
        return new EventQuery(selection, from, Values.required("until", moment), isNewestFirst, limit, after);
    }

    /** Returns a copy that puts the newest event first. */
    public EventQuery withNewestFirst() {
        return new EventQuery(selection, from, until, true, limit, after);
    }

    /** Returns a copy with the greatest number of events. */
    public EventQuery withLimit(int most) {
        return new EventQuery(selection, from, until, isNewestFirst, most, after);
    }

    /** Returns a copy that begins behind an event, usually the last of the page before. */
    public EventQuery withAfter(Event event) {
        Event last = Values.required("event", event);
        return withAfter(last.timestamp(), last.id());
    }

    /** Returns a copy that begins behind the place of an event, as kept between two requests. */
    public EventQuery withAfter(Instant timestamp, UUID id) {
        return new EventQuery(selection, from, until, isNewestFirst, limit, new Position(timestamp, id));
    }
}
