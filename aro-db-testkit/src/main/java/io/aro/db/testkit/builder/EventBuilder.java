package io.aro.db.testkit.builder;

import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A builder of events; an inserted event is returned as its id. */
public final class EventBuilder implements SessionRowBuilder<UUID> {

    private static final UUID SYSTEM = new UUID(0, 0);

    private final Recipe<NewEvent, UUID> recipe;

    EventBuilder() {
        this(Recipe.plain());
    }

    private EventBuilder(Recipe<NewEvent, UUID> recipe) {
        this.recipe = recipe;
    }

    /** Returns a new event for a repository. */
    public NewEvent build() {
        return recipe.applyTo(NewEvent.of("message.received", "system", SYSTEM, Actor.system("testkit"))
                .withSource("testkit"));
    }

    @Override
    public UUID insert(Session session) {
        return new EventRepository(session).append(build());
    }

    /** Returns a builder with the event type, dotted and in the past tense, such as {@code message.received}. */
    public EventBuilder type(String type) {
        return with(event -> new NewEvent(
                type,
                event.entityType(),
                event.entityId(),
                event.actor(),
                event.data(),
                event.metadata(),
                event.occurredAt()));
    }

    /** Returns a builder with the entity, such as {@code about("appointment", id)}. */
    public EventBuilder about(String entityType, UUID id) {
        return with(event -> new NewEvent(
                event.type(), entityType, id, event.actor(), event.data(), event.metadata(), event.occurredAt()));
    }

    /** Returns a builder with the actor. */
    public EventBuilder by(Actor actor) {
        return with(event -> new NewEvent(
                event.type(),
                event.entityType(),
                event.entityId(),
                actor,
                event.data(),
                event.metadata(),
                event.occurredAt()));
    }

    /** Returns a builder with the data. */
    public EventBuilder data(Map<String, ?> facts) {
        return with(event -> event.withData(facts));
    }

    /** Returns a builder with the time of the event. */
    public EventBuilder at(Instant time) {
        return with(event -> event.withOccurredAt(time));
    }

    /** Returns a builder of {@code error.occurred} events. */
    public EventBuilder ofAnError() {
        return type("error.occurred").data(Map.of("error", "timeout"));
    }

    private EventBuilder with(UnaryOperator<NewEvent> change) {
        return new EventBuilder(recipe.with(change));
    }
}
