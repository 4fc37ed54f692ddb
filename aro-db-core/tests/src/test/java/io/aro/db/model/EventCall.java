package io.aro.db.model;

import io.aro.db.event.Event;
import io.aro.db.event.EventMetadata;
import io.aro.db.event.EventQuery;
import io.aro.db.event.NewEvent;
import io.aro.db.model.Operation.Call;
import io.aro.db.model.Operation.Weight;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A call of the audit log. */
sealed interface EventCall extends Call {

    @Weight(6)
    record AppendEvent(
            String eventType,
            Noun noun,
            int place,
            Who who,
            Map<String, Object> facts,
            @Nullable String source,
            @Nullable Instant at)
            implements EventCall {
        @Override
        public @Nullable Object on(Repositories db, Known known) {
            NewEvent event = NewEvent.of(eventType, noun.word(), noun.id(known, place), who.actor())
                    .withData(facts);
            NewEvent told = source == null ? event : event.withMetadata(EventMetadata.from(source));
            db.events().append(at == null ? told : told.withOccurredAt(at));
            return null;
        }

        @Override
        public @Nullable Object on(Model model, Known known) {
            return model.events().append(this, noun.id(known, place));
        }
    }

    /** The criteria of event queries. */
    enum Choice {
        ALL,
        ENTITY,
        TYPE,
        ACTOR
    }

    @Weight(8)
    record FindEvents(
            Choice choice,
            Noun noun,
            int place,
            String eventType,
            Who who,
            @Nullable Instant from,
            @Nullable Instant until,
            boolean newestFirst,
            int limit)
            implements EventCall {
        @Override
        public Object on(Repositories db, Known known) {
            EventQuery query = switch (choice) {
                case ALL -> EventQuery.all();
                case ENTITY -> EventQuery.ofEntity(noun.word(), noun.id(known, place));
                case TYPE -> EventQuery.ofType(eventType);
                case ACTOR -> EventQuery.byActor(who.actor());
            };
            query = from == null ? query : query.withFrom(from);
            query = until == null ? query : query.withUntil(until);
            query = newestFirst ? query.withNewestFirst() : query;
            return pages(db, query.withLimit(limit));
        }

        private List<List<Event>> pages(Repositories db, EventQuery first) {
            List<List<Event>> pages = new ArrayList<>();
            EventQuery query = first;
            do {
                List<Event> page = db.events().find(query);
                pages.add(page);
                query = page.size() < limit ? query : query.withAfter(page.getLast());
            } while (pages.getLast().size() == limit);
            return pages;
        }

        @Override
        public Object on(Model model, Known known) {
            return model.events().pages(this, noun.id(known, place));
        }

        boolean picks(Event event, UUID entity) {
            return switch (choice) {
                case ALL -> true;
                case ENTITY ->
                    event.entityType().equals(noun.word()) && event.entityId().equals(entity);
                case TYPE -> event.type().equals(eventType);
                case ACTOR -> event.actor().equals(who.actor());
            };
        }
    }
}
