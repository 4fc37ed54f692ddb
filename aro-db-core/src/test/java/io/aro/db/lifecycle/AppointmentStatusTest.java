package io.aro.db.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.refusal.InvalidValueException;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppointmentStatusTest {

    @ParameterizedTest
    @EnumSource
    void isFoundByTheWordOfTheDatabase(AppointmentStatus status) {
        assertThat(AppointmentStatus.of(status.literal())).isSameAs(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "BOOKED", "Booked", "booked ", "no-show", "pending"})
    void refusesUnknownWordAndListsTheKnownOnes(String word) {
        assertThatThrownBy(() -> AppointmentStatus.of(word))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of status must be one of booked, confirmed, rescheduled, cancelled, no_show,"
                        + " completed, in_progress.");
    }

    @Test
    void refusalOfMoveNamesTheStatusesAndWhatIsAllowed() {
        UUID id = UUID.fromString("00000000-0000-7000-8000-000000000001");

        assertThat(new IllegalTransitionException(id, AppointmentStatus.IN_PROGRESS, AppointmentStatus.BOOKED))
                .hasMessage("Appointment 00000000-0000-7000-8000-000000000001 is in_progress and cannot become booked;"
                        + " allowed: no_show, completed.");
        assertThat(new IllegalTransitionException(id, AppointmentStatus.CANCELLED, AppointmentStatus.BOOKED))
                .hasMessage("Appointment 00000000-0000-7000-8000-000000000001 is cancelled and cannot become booked;"
                        + " allowed: nothing, it is final.");
    }
}
