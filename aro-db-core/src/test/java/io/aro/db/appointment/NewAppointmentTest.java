package io.aro.db.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.event.Actor;
import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewAppointmentTest {

    private static final UUID CUSTOMER = UUID.fromString("00000000-0000-7000-8000-000000000001");
    private static final Instant DATE = Instant.parse("2026-03-02T15:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BigDecimal COST = new BigDecimal("120.00");
    private static final NewAppointment VISIT = NewAppointment.of(CUSTOMER, DATE, HOUR, "Cleaning", COST);

    @Test
    void keepsWhatItIsTold() {
        NewAppointment full = VISIT.withExternalId("evt_1")
                .withProvider("Dr. Grey")
                .withLocation("Room 2")
                .withDepositAmount(new BigDecimal("20"))
                .withNotes("by phone")
                .withBookedBy(Actor.webhook("calendly"));

        assertThat(full)
                .isEqualTo(new NewAppointment(
                        CUSTOMER,
                        DATE,
                        HOUR,
                        "Cleaning",
                        COST,
                        "",
                        "evt_1",
                        "Dr. Grey",
                        "Room 2",
                        new BigDecimal("20.00"),
                        "by phone",
                        Actor.webhook("calendly")));
    }

    @Test
    void writesMoneyWithTwoPlacesAndTimeInMicroseconds() {
        NewAppointment visit = NewAppointment.of(
                CUSTOMER, Instant.parse("2026-03-02T15:00:00.123456789Z"), HOUR, "Cleaning", new BigDecimal("1.2E+2"));

        assertThat(visit.serviceCost()).hasToString("120.00");
        assertThat(visit.date()).isEqualTo(Instant.parse("2026-03-02T15:00:00.123456Z"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"PT0S", "PT59S", "PT1M1S", "PT1M0.000000001S", "-PT1M", "PT2147483648M", "PT2562047788015H"})
    void refusesDurationThatIsNotWholeMinutes(Duration duration) {
        assertThatThrownBy(() -> NewAppointment.of(CUSTOMER, DATE, duration, "Cleaning", COST))
                .isInstanceOf(InvalidValueException.class)
                .hasMessage("The value of duration must be whole minutes, at least one.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.01", "1.005", "100000000.00"})
    void refusesMoneyThatTheColumnsDoNotHold(BigDecimal amount) {
        assertThatThrownBy(() -> NewAppointment.of(CUSTOMER, DATE, HOUR, "Cleaning", amount))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("The value of service cost must be an amount from 0.00");
        assertThatThrownBy(() -> VISIT.withDepositAmount(amount))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("The value of deposit amount must be an amount from 0.00");
    }

    @ParameterizedTest
    @NullSource
    void refusesToLackWhatEveryAppointmentNeeds(Object nothing) {
        refuses("customer id", () -> NewAppointment.of((UUID) nothing, DATE, HOUR, "Cleaning", COST));
        refuses("date", () -> NewAppointment.of(CUSTOMER, (Instant) nothing, HOUR, "Cleaning", COST));
        refuses("service type", () -> NewAppointment.of(CUSTOMER, DATE, HOUR, (String) nothing, COST));
        refuses("service cost", () -> NewAppointment.of(CUSTOMER, DATE, HOUR, "Cleaning", (BigDecimal) nothing));
        refuses("booked by", () -> VISIT.withBookedBy((Actor) nothing));
    }

    static Stream<UnaryOperator<String>> texts() {
        return Stream.of(
                text -> VISIT.withExternalId(text).externalId(),
                text -> VISIT.withProvider(text).provider(),
                text -> VISIT.withLocation(text).location(),
                text -> NewAppointment.of(CUSTOMER, DATE, HOUR, text, COST).serviceType());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void takes255CharactersOfTextAndNoMore(UnaryOperator<String> field) {
        assertThat(field.apply("é".repeat(255))).hasSize(255);
        assertThatThrownBy(() -> field.apply("é".repeat(256)))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageEndingWith(" must be at most 255 characters long.");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void refusesWhatIsNoUnicodeText(UnaryOperator<String> field) {
        assertThatThrownBy(() -> field.apply("a\0b")).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> field.apply("\uD834")).isInstanceOf(InvalidValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void refusesBlankExternalId(String id) {
        refuses("external id", () -> VISIT.withExternalId(id));
    }

    @Test
    void takesLongNotesUpToTheirLimit() {
        assertThat(VISIT.withNotes("n".repeat(100_000)).notes()).hasSize(100_000);
        refuses("notes", () -> VISIT.withNotes("n".repeat(100_001)));
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("The value of " + field + " must be ");
    }
}
