package io.aro.db.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.event.Actor;
import io.aro.db.refusal.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusChangeTest {

    private static final StatusChange CHANGE = StatusChange.by(Actor.user("front-desk"));

    @Test
    void hasNoReasonAndNoConditionsUnlessToldOtherwise() {
        assertThat(CHANGE).isEqualTo(new StatusChange(Actor.user("front-desk"), null, null, null));
    }

    @Test
    void keepsWhatItIsTold() {
        assertThat(CHANGE.withReason("ill").withExpectedVersion(3).withCommandId("c-1"))
                .isEqualTo(new StatusChange(Actor.user("front-desk"), "ill", 3, "c-1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesVersionThatNoAppointmentHas(int version) {
        assertThatThrownBy(() -> CHANGE.withExpectedVersion(version))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of expected version must be above zero.");
    }

    @Test
    void refusesOverlongTexts() {
        assertThat(CHANGE.withReason("r".repeat(500))
                        .withCommandId("c".repeat(255))
                        .reason())
                .hasSize(500);
        assertThatThrownBy(() -> CHANGE.withReason("r".repeat(501)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of reason must be at most 500 characters long.");
        assertThatThrownBy(() -> CHANGE.withCommandId("c".repeat(256)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of command id must be at most 255 characters long.");
        assertThatThrownBy(() -> Actor.user("a".repeat(256)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of actor id must be at most 255 characters long.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b", "\uD834"})
    void refusesWhatIsNoUnicodeText(String text) {
        assertThatThrownBy(() -> CHANGE.withReason(text)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> CHANGE.withCommandId(text)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> Actor.user(text)).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void refusesBlankCommandIdThatWouldMakeEveryCommandTheSame(String id) {
        assertThatThrownBy(() -> CHANGE.withCommandId(id))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of command id must be present and not blank.");
    }

    @ParameterizedTest
    @NullSource
    void refusesToHaveNoActor(Actor actor) {
        assertThatThrownBy(() -> StatusChange.by(actor))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of actor must be present.");
    }
}
