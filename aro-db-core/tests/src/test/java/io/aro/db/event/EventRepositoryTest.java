package io.aro.db.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Rows;
import io.aro.db.fixture.Watched;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Appended events and their searches. */
@BothEngines
@Tag("contract")
class EventRepositoryTest {

    private static final UUID VISIT = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final UUID OTHER = UUID.fromString("01890000-0000-7000-8000-000000000002");

    private final AroDatabase db;
    private final TestClock clock;

    EventRepositoryTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Test
    void keepsWhatHappenedToWhatByWhomAndWhen() {
        UUID id = db.events()
                .append(NewEvent.of("visit.noted", "visit", VISIT, Actor.webhook("calendly"))
                        .withData(Map.of("note", "Grüße \uD83D\uDE00 \"quoted\"", "count", 3))
                        .withSource("webhook_handler"));

        Event event = db.events().findByEntity("visit", VISIT, 10).getFirst();
        assertThat(event.id()).isEqualTo(id);
        assertThat(event.type()).isEqualTo("visit.noted");
        assertThat(event.entityType()).isEqualTo("visit");
        assertThat(event.entityId()).isEqualTo(VISIT);
        assertThat(event.actor()).isEqualTo(Actor.webhook("calendly"));
        assertThat(event.timestamp()).isEqualTo(clock.instant());
        assertThat(event.createdAt()).isEqualTo(clock.instant());
        assertThat(event.data().get("note").asString()).isEqualTo("Grüße \uD83D\uDE00 \"quoted\"");
        assertThat(event.data().get("count").asInt()).isEqualTo(3);
        assertThat(event.metadata().get("source").asString()).isEqualTo("webhook_handler");
        assertThat(event.metadata().get("payload_version").asInt()).isEqualTo(1);
    }

    @Test
    void keepsTheTimeItHappenedApartFromTheTimeItWasWritten() {
        Instant yesterday = clock.instant().minus(Duration.ofDays(1));

        db.events().append(noted(VISIT).withOccurredAt(yesterday));

        Event event = db.events().findLatest(1).getFirst();
        assertThat(event.timestamp()).isEqualTo(yesterday);
        assertThat(event.createdAt()).isEqualTo(clock.instant());
    }

    @Test
    void findsTheEventsOfOneEntityTheOldestFirst() {
        UUID second = db.events().append(noted(VISIT));
        UUID first =
                db.events().append(noted(VISIT).withOccurredAt(clock.instant().minus(Duration.ofDays(1))));
        db.events().append(noted(OTHER));
        db.events().append(NewEvent.of("guest.noted", "guest", VISIT, Actor.system("job")));
        UUID third = db.events().append(noted(VISIT));

        assertThat(db.events().findByEntity("visit", VISIT, 10))
                .extracting(Event::id)
                .containsExactly(first, second, third);
        assertThat(db.events().findByEntity("visit", VISIT, 2))
                .extracting(Event::id)
                .containsExactly(first, second);
    }

    @Test
    void findsTheLatestEventsTheNewestFirst() {
        UUID first = db.events().append(noted(VISIT));
        UUID second = db.events().append(noted(OTHER));
        clock.advance(Duration.ofMinutes(1));
        UUID third = db.events().append(noted(VISIT));

        assertThat(db.events().findLatest(10)).extracting(Event::id).containsExactly(third, second, first);
        assertThat(db.events().findLatest(2)).extracting(Event::id).containsExactly(third, second);
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.events().findLatest(0));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.events().findByEntity("visit", VISIT, 0));
    }

    @Test
    void isThereWhenItsTransactionCommitsAndNotWhenItRollsBack(TestDatabase database) throws SQLException {
        db.useTransaction(tx -> tx.events().append(noted(VISIT)));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> db.<IOException>useTransaction(tx -> {
                    tx.events().append(noted(OTHER));
                    throw new IOException("undone");
                }));

        assertThat(Rows.query(database, "SELECT entity_id FROM events")).isEqualTo(List.of(VISIT.toString()));
    }

    @Test
    void isAppendedByOneStatement(TestDatabase database) {
        Watched watched = Watched.over(database, clock);

        Statements sent = watched.counter().counting(() -> watched.db().events().append(noted(VISIT)));

        assertThat(sent.count()).isEqualTo(1);
    }

    private static NewEvent noted(UUID visit) {
        return NewEvent.of("visit.noted", "visit", visit, Actor.system("job"));
    }
}
