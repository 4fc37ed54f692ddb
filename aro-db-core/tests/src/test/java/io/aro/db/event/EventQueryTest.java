package io.aro.db.event;

import static io.aro.db.schema.Tables.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Watched;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jooq.Query;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages of sixty events, three at each of twenty minutes, appended in random order. */
@BothEngines
class EventQueryTest {

    private static final UUID ONE = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID TWO = UUID.fromString("01890000-0000-7000-8000-000000000002");
    private static final Actor NAMELESS = new Actor(Actor.Kind.SYSTEM, null);

    private final AroDatabase db;
    private final Instant start;

    EventQueryTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.start = clock.instant();
    }

    @BeforeEach
    void appendSixtyEvents() {
        List<NewEvent> events = new ArrayList<>();
        for (int minute = 0; minute < 20; minute++) {
            Instant time = start.plus(Duration.ofMinutes(minute));
            events.add(
                    NewEvent.of("visit.noted", "visit", ONE, Actor.user("ada")).withOccurredAt(time));
            events.add(NewEvent.of("visit.moved", "visit", TWO, Actor.system("ada"))
                    .withOccurredAt(time));
            events.add(NewEvent.of("visit.noted", "guest", ONE, NAMELESS).withOccurredAt(time));
        }
        Collections.shuffle(events, new Random(7));
        List<Query> insertions = events.stream().map(db.events()::insertionOf).toList();
        db.useTransaction(tx -> tx.session().write(dsl -> dsl.batch(insertions).execute()));
    }

    @Test
    void readsAllInTheOrderOfTimeAndId() {
        List<Event> all = db.events().find(EventQuery.all());

        assertThat(all).hasSize(60).isSortedAccordingTo(EventQueryTest::byTimeAndId);
        assertThat(db.events().find(EventQuery.all().withNewestFirst())).isEqualTo(all.reversed());
    }

    @Test
    void picksByEntityTypeOrActor() {
        assertThat(db.events().find(EventQuery.ofEntity("visit", ONE)))
                .hasSize(20)
                .allSatisfy(event -> assertThat(event.entityId()).isEqualTo(ONE))
                .allSatisfy(event -> assertThat(event.entityType()).isEqualTo("visit"));
        assertThat(db.events().find(EventQuery.ofType("visit.noted")))
                .hasSize(40)
                .allSatisfy(event -> assertThat(event.type()).isEqualTo("visit.noted"));
        assertThat(db.events().find(EventQuery.byActor(Actor.system("ada"))))
                .hasSize(20)
                .allSatisfy(event -> assertThat(event.actor()).isEqualTo(Actor.system("ada")));
        assertThat(db.events().find(EventQuery.byActor(NAMELESS)))
                .hasSize(20)
                .allSatisfy(event -> assertThat(event.actor()).isEqualTo(NAMELESS));
        assertThat(db.events().find(EventQuery.byActor(Actor.admin("ada")))).isEmpty();
    }

    @Test
    void pagesShowEachEventOnceInOrder() {
        List<EventQuery> queries = List.of(
                EventQuery.all(),
                EventQuery.ofEntity("visit", ONE),
                EventQuery.ofType("visit.noted"),
                EventQuery.byActor(Actor.user("ada")),
                EventQuery.byActor(NAMELESS),
                EventQuery.all().withFrom(minute(3)).withUntil(minute(17)));

        assertThat(queries).allSatisfy(query -> {
            assertThat(pages(query)).isEqualTo(db.events().find(query));
            assertThat(pages(query.withNewestFirst())).isEqualTo(db.events().find(query.withNewestFirst()));
        });
    }

    @Test
    void aWindowHoldsItsFirstMomentAndNotItsLast() {
        List<Event> window =
                db.events().find(EventQuery.all().withFrom(minute(3)).withUntil(minute(5)));

        assertThat(window).extracting(Event::timestamp).containsOnly(minute(3), minute(4));
        assertThat(window).hasSize(6);
        assertThat(db.events().find(EventQuery.all().withFrom(minute(19)))).hasSize(3);
        assertThat(db.events().find(EventQuery.all().withUntil(minute(1)))).hasSize(3);
        assertThat(db.events().find(EventQuery.all().withFrom(minute(20)))).isEmpty();
    }

    @Test
    void aPlaceOutsideTheWindowDoesNotWidenIt() {
        EventQuery window = EventQuery.all().withFrom(minute(3)).withUntil(minute(5));

        assertThat(db.events().find(window.withAfter(minute(0), ONE))).hasSize(6);
        assertThat(db.events().find(window.withAfter(minute(9), ONE))).isEmpty();
        assertThat(db.events().find(window.withNewestFirst().withAfter(minute(9), ONE)))
                .hasSize(6);
        assertThat(db.events().find(window.withNewestFirst().withAfter(minute(0), ONE)))
                .isEmpty();
    }

    @Test
    void aPlaceOutlivesItsEvent() {
        Event tenth = db.events().find(EventQuery.all()).get(9);
        EventQuery rest = EventQuery.all().withAfter(tenth.timestamp(), tenth.id());
        List<Event> before = db.events().find(rest);

        db.session()
                .write(dsl ->
                        dsl.deleteFrom(EVENTS).where(EVENTS.ID.eq(tenth.id())).execute());

        assertThat(before).hasSize(50);
        assertThat(db.events().find(rest)).isEqualTo(before);
    }

    @Test
    void takesOneStatementForAPage(TestDatabase database, TestClock clock) {
        Watched watched = Watched.over(database, clock);

        Statements sent = watched.counter().counting(() -> watched.db().events().find(EventQuery.all()));

        assertThat(sent.count()).isEqualTo(1);
    }

    private List<Event> pages(EventQuery query) {
        EventQuery next = query.withLimit(7);
        List<Event> events = new ArrayList<>();
        for (List<Event> page = db.events().find(next);
                !page.isEmpty();
                page = db.events().find(next.withAfter(page.getLast()))) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            events.addAll(page);
        }
        return events;
    }

    private Instant minute(int number) {
        return start.plus(Duration.ofMinutes(number));
    }

    private static int byTimeAndId(Event one, Event other) {
        int byTime = one.timestamp().compareTo(other.timestamp());
        return byTime != 0 ? byTime : one.id().toString().compareTo(other.id().toString());
    }
}
