package io.aro.db.testkit.builder;

import io.aro.db.event.Actor;
import io.aro.db.event.EventRepository;
import io.aro.db.event.NewEvent;
import io.aro.db.repository.Session;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A builder of events; a row is read as its id. */
public final class EventBuilder implements SessionRowBuilder<UUID> {

    private static final UUID SYSTEM = new UUID(0, 0);

    private final Recipe<NewEvent, UUID> recipe;

    EventBuilder() {
        this(Recipe.plain());
    }

    private EventBuilder(Recipe<NewEvent, UUID> recipe) {
        this.recipe = recipe;
    }

    /** Returns what a caller would supply. */
    public NewEvent build() {
        return recipe.applyTo(NewEvent.of("message.received", "system", SYSTEM, Actor.system("testkit"))
                .withSource("testkit"));
    }

    @Override
    public UUID insert(Session session) {
        return new EventRepository(session).append(build());
    }

    /** Returns an event of the type, dotted and in the past tense. */
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

    /** Returns an event that happened to the entity, as in {@code about("appointment", id)}. */
    public EventBuilder about(String entityType, UUID id) {
        return with(event -> new NewEvent(
                event.type(), entityType, id, event.actor(), event.data(), event.metadata(), event.occurredAt()));
    }

    /** Returns an event that the actor has brought about. */
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

    /** Returns an event with facts. */
    public EventBuilder data(Map<String, ?> facts) {
        return with(event -> event.withData(facts));
    }

    /** Returns an event that happened at the time. */
    public EventBuilder at(Instant time) {
        return with(event -> event.withOccurredAt(time));
    }

    /** Returns an event that tells of an error. */
    public EventBuilder ofAnError() {
        return type("error.occurred").data(Map.of("error", "timeout"));
    }

    private EventBuilder with(UnaryOperator<NewEvent> change) {
        return new EventBuilder(recipe.with(change));
    }
}
