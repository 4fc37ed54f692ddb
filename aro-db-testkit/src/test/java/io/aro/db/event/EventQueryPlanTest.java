package io.aro.db.event;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Plans;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.Query;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Asks both planners, among three thousand events, how they read a page: an index serves each in its order. */
@BothEngines
class EventQueryPlanTest {

    private static final int EVENTS = 3000;

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;

    EventQueryPlanTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.clock = clock;
    }

    @BeforeEach
    void appendManyEvents() {
        List<Query> insertions = IntStream.range(0, EVENTS)
                .mapToObj(i -> db.events()
                        .insertionOf(NewEvent.of("visit.noted" + i % 40, "visit", visit(i % 100), actor(i % 20))
                                .at(clock.instant().plus(Duration.ofMinutes(i)))))
                .toList();
        db.session().write(dsl -> dsl.batch(insertions).execute());
    }

    @Test
    void pagesOfAnEntityAreServedInOrder() throws SQLException {
        assertServed("idx_event_entity", "entity_type_entity_id_timestamp_id", EventQuery.ofEntity("visit", visit(7)));
    }

    @Test
    void pagesOfATypeAreServedInOrder() throws SQLException {
        assertServed("idx_event_type", "type_timestamp_id", EventQuery.ofType("visit.noted7"));
    }

    @Test
    void pagesOfAnActorAreServedInOrder() throws SQLException {
        assertServed("idx_event_actor", "actor_actor_id_timestamp_id", EventQuery.byActor(actor(7)));
    }

    @Test
    void pagesOfActorsWithoutIdAreServedInOrder() throws SQLException {
        assertServed("idx_event_actor", "actor_actor_id_timestamp_id", EventQuery.byActor(actor(0)));
    }

    @Test
    void pagesOfAllEventsAreServedInOrder() throws SQLException {
        assertServed("idx_event_timestamp", "timestamp_id", EventQuery.all());
    }

    /** Tries each way to read: from either end, from a place in the middle, in a window. */
    private void assertServed(String index, String columns, EventQuery query) throws SQLException {
        String name = database.engine().isPostgres() ? "events_default_" + columns + "_idx" : index;
        Plans plans = Plans.of(database, clock);
        EventQuery page = query.limit(10);
        Instant middle = clock.instant().plus(Duration.ofHours(25));
        EventQuery window = page.from(clock.instant().plus(Duration.ofMinutes(500)))
                .until(clock.instant().plus(Duration.ofMinutes(2500)));
        for (EventQuery each : List.of(page, window)) {
            plans.assertWalks(name, aro -> aro.events().find(each));
            plans.assertWalks(name, aro -> aro.events().find(each.after(middle, visit(1))));
            plans.assertWalks(name, aro -> aro.events().find(each.newestFirst()));
            plans.assertWalks(name, aro -> aro.events().find(each.newestFirst().after(middle, visit(1))));
        }
    }

    private static UUID visit(int number) {
        return UUID.fromString("01890000-0000-7000-8000-%012d".formatted(number));
    }

    /** One of twenty has no id. */
    private static Actor actor(int number) {
        return number == 0 ? new Actor(Actor.Kind.SYSTEM, null) : Actor.system("job-" + number);
    }
}
