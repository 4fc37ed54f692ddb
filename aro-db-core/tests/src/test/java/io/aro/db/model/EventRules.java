package io.aro.db.model;

import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.model.EventCall.AppendEvent;
import io.aro.db.model.EventCall.Choice;
import io.aro.db.model.EventCall.FindEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The model's audit log. */
final class EventRules {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Model model;

    EventRules(Model model) {
        this.model = model;
    }

    /** Returns all events, oldest first. */
    List<Event> all() {
        return Model.sorted(model.tables().events().values().stream(), Comparator.comparing(Event::timestamp));
    }

    /** Returns the events of one entity, oldest first. */
    List<Event> of(String noun, UUID entity) {
        return all().stream()
                .filter(event ->
                        event.entityType().equals(noun) && event.entityId().equals(entity))
                .toList();
    }

    @Nullable
    Object append(AppendEvent call, UUID entity) {
        Check.text(call.eventType(), 100);
        Actor actor = call.who().checked();
        Check.textIfAny(call.source(), 255);
        Instant at = call.at() == null ? model.now() : Check.time(call.at());
        if (!call.noun().isThere(model.tables(), entity)) {
            throw Refusal.notFound(call.noun().word(), entity);
        }
        String source = call.source() == null ? "aro-db" : call.source();
        insert(call.eventType(), call.noun().word(), entity, actor, at, call.facts(), source);
        return null;
    }

    /** Appends an event of the library itself. */
    void tell(String type, String noun, UUID entity, Actor actor, Instant at, Map<String, ?> facts) {
        insert(type, noun, entity, actor, at, facts, "aro-db");
    }

    private void insert(
            String type, String noun, UUID entity, Actor actor, Instant at, Map<String, ?> facts, String source) {
        UUID id = model.newId();
        model.tables()
                .events()
                .put(
                        id,
                        new Event(
                                id,
                                at,
                                type,
                                noun,
                                entity,
                                actor,
                                json(facts),
                                json(Map.of("source", source, "payload_version", 1)),
                                model.now()));
    }

    static JsonNode json(Object value) {
        return JSON.valueToTree(value);
    }

    List<List<Event>> pages(FindEvents query, UUID entity) {
        if (query.choice() == Choice.ACTOR) {
            query.who().checked();
        }
        Check.positive(query.limit());
        Instant from = query.from() == null ? null : Check.time(query.from());
        Instant until = query.until() == null ? null : Check.time(query.until());
        Check.that(from == null || until == null || from.isBefore(until));
        List<Event> found = all().stream()
                .filter(event -> query.picks(event, entity))
                .filter(event -> from == null || !event.timestamp().isBefore(from))
                .filter(event -> until == null || event.timestamp().isBefore(until))
                .toList();
        List<Event> ordered = query.newestFirst() ? found.reversed() : found;
        List<List<Event>> pages = new ArrayList<>();
        int start = 0;
        do {
            pages.add(ordered.subList(start, Math.min(start + query.limit(), ordered.size())));
            start += query.limit();
        } while (pages.getLast().size() == query.limit());
        return pages;
    }
}
