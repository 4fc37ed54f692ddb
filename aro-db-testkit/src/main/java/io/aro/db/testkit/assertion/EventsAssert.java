package io.aro.db.testkit.assertion;

import io.aro.db.AroDatabase;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions on the newest thousand events of an entity. */
public final class EventsAssert extends AbstractAssert<EventsAssert, List<Event>> {

    private static final int MOST = 1_000;

    private final String entity;

    private EventsAssert(List<Event> actual, String entity) {
        super(actual, EventsAssert.class);
        this.entity = entity;
    }

    static EventsAssert of(AroDatabase db, String entityType, UUID id) {
        List<Event> events = db.events().findByEntity(entityType, id, MOST).stream()
                .sorted(Comparator.comparing(Event::timestamp).thenComparing(Event::id))
                .toList();
        return new EventsAssert(events, entityType + " " + id);
    }

    /** Asserts the types of all events, oldest first. */
    public EventsAssert areExactly(String... types) {
        if (!types().equals(Arrays.asList(types))) {
            throw failure("The events of %s should be%n  %s%nand are%s", entity, String.join(", ", types), shown());
        }
        return this;
    }

    /** Asserts at least one event of each type. */
    public EventsAssert contain(String... types) {
        List<String> missing =
                Arrays.stream(types).filter(type -> !types().contains(type)).toList();
        if (!missing.isEmpty()) {
            throw failure("The events of %s should contain %s, and are%s", entity, missing, shown());
        }
        return this;
    }

    /** Asserts the absence of events of the type. */
    public EventsAssert doNotContain(String type) {
        if (types().contains(type)) {
            throw failure("The events of %s should not contain %s, and are%s", entity, type, shown());
        }
        return this;
    }

    /** Asserts an entity without events. */
    public EventsAssert areNone() {
        return areExactly();
    }

    /** Asserts at least one event of the type by the actor. */
    public EventsAssert containOneBy(String type, Actor actor) {
        contain(type);
        if (actual.stream()
                .noneMatch(event -> event.type().equals(type) && event.actor().equals(actor))) {
            throw failure("The events of %s should contain %s by %s, and are%s", entity, type, shown(actor), shown());
        }
        return this;
    }

    private List<String> types() {
        return actual.stream().map(Event::type).toList();
    }

    private String shown() {
        return actual.isEmpty()
                ? " none"
                : actual.stream()
                        .map(event -> String.format(
                                Locale.ROOT,
                                "%n  %s at %s by %s",
                                event.type(),
                                event.timestamp(),
                                shown(event.actor())))
                        .collect(Collectors.joining());
    }

    private static String shown(Actor actor) {
        return actor.kind().literal() + " " + Objects.requireNonNullElse(actor.id(), "without an id");
    }
}
