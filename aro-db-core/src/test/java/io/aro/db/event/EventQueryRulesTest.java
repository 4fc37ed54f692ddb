package io.aro.db.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.refusal.InvalidValueException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventQueryRulesTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00.123456Z");
    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    @Test
    void asksForAHundredUnlessToldOtherwise() {
        assertThat(EventQuery.ofType("visit.noted").limit()).isEqualTo(100);
        assertThat(EventQuery.ofType("visit.noted").withLimit(3).limit()).isEqualTo(3);
    }

    @Test
    void refusesALimitBelowOne() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EventQuery.all().withLimit(0))
                .satisfies(refusal -> assertThat(refusal.field()).isEqualTo("limit"));
    }

    @Test
    void refusesAWindowThatIsEmpty() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EventQuery.all().withFrom(NOON).withUntil(NOON));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EventQuery.all().withUntil(NOON).withFrom(NOON.plusSeconds(1)));
    }

    @Test
    void refusesTimesThatNoDatabaseHolds() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EventQuery.all().withFrom(Instant.MIN));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EventQuery.all().withUntil(Instant.MAX));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> EventQuery.all().withAfter(Instant.MAX, ID));
    }

    @Test
    void roundsItsBeginningUpAndCutsItsPosition() {
        EventQuery query = EventQuery.all().withFrom(NOON.plusNanos(789)).withAfter(NOON.plusNanos(1), ID);

        assertThat(query.from()).isEqualTo(NOON.plusNanos(1000));
        assertThat(query.after()).isEqualTo(new EventQuery.Position(NOON, ID));
    }
}
