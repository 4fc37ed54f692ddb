package io.aro.db.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.refusal.InvalidValueException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;

class ExternalIdRulesTest {

    private static final Instant DATE = Instant.parse("2026-03-02T15:00:00Z");
    private static final NewSlot SLOT = NewSlot.at(DATE);
    private static final NewAppointment VISIT =
            NewAppointment.of(new UUID(0, 1), DATE, Duration.ofHours(1), "Cleaning", new BigDecimal("120.00"));

    @Test
    void meansTheDefaultSourceUnlessOneIsNamed() {
        assertThat(VISIT.externalSource()).isEmpty();
        assertThat(VISIT.withExternalId("1042").externalSource()).isEmpty();
        assertThat(VISIT.withExternalId("acuity", "1042").externalSource()).isEqualTo("acuity");
        assertThat(VISIT.withExternalId("acuity", "1042").withExternalId("1042").externalSource())
                .isEmpty();
        assertThat(VISIT.withExternalId("acuity", "1042").withExternalId(null)).isEqualTo(VISIT);
        assertThat(SLOT.withExternalId("1042").externalSource()).isEmpty();
        assertThat(SLOT.withExternalId("acuity", "1042").externalSource()).isEqualTo("acuity");
    }

    @Test
    void keepsTheKeyWithWhateverElseIsSaid() {
        NewAppointment visit = VISIT.withExternalId("acuity", "1042")
                .withProvider("Dr. Grey")
                .withLocation("Room 2")
                .withNotes("new");
        NewSlot slot = SLOT.withExternalId("acuity", "1042")
                .withDuration(Duration.ofHours(2))
                .withProvider("Dr. Grey")
                .withLocation("Room 2");

        assertThat(visit.externalKey()).contains(new ExternalId("acuity", "1042"));
        assertThat(slot.externalKey()).contains(new ExternalId("acuity", "1042"));
    }

    @Test
    void refusesASourceThatIsNone() {
        List<String> none = List.of(
                "",
                " ",
                "\u3000\t",
                "acuity\n",
                "acu\0ity",
                "acu\u0085ity",
                "acu\u007fity",
                "\ud834acuity",
                "x".repeat(51));

        assertThat(none).allSatisfy(source -> {
            refuses("external source", source, () -> VISIT.withExternalId(source, "1042"));
            refuses("external source", source, () -> SLOT.withExternalId(source, "1042"));
            refuses("external source", source, () -> ExternalId.of(source, "1042"));
        });
    }

    @Test
    void refusesAnIdThatIsNone() {
        List<String> none =
                List.of("", " ", "\u3000\t", "1042\n", "10\0" + "42", "\u009f1042", "\ud8341042", "x".repeat(256));

        assertThat(none).allSatisfy(id -> {
            refuses("external id", id, () -> VISIT.withExternalId(id));
            refuses("external id", id, () -> VISIT.withExternalId("acuity", id));
            refuses("external id", id, () -> SLOT.withExternalId(id));
            refuses("external id", id, () -> SLOT.withExternalId("acuity", id));
            refuses("external id", id, () -> ExternalId.of(id));
            refuses("external id", id, () -> ExternalId.of("acuity", id));
        });
    }

    @ParameterizedTest
    @NullSource
    void refusesHalfAKey(Object nothing) {
        refuses("external source", "1042", () -> VISIT.withExternalId((String) nothing, "1042"));
        refuses("external source", "1042", () -> SLOT.withExternalId((String) nothing, "1042"));
        refuses("external id", "acuity", () -> VISIT.withExternalId("acuity", (String) nothing));
        refuses("external id", "acuity", () -> SLOT.withExternalId("acuity", (String) nothing));
        refuses("external source", "acuity", () -> new NewSlot(DATE, null, null, null, "acuity", null));
    }

    @Test
    void countsCharactersAndNotTheirUnits() {
        assertThat(VISIT.withExternalId("\ud83d\ude00".repeat(50), "\ud83d\ude00".repeat(255))
                        .externalKey())
                .isPresent();
    }

    /** Expects a rejection without the value in its message. The value may be personal data. */
    private static void refuses(String field, String value, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(InvalidValueException.class)
                .hasMessageStartingWith("The value of " + field + " must be ")
                .satisfies(refused -> {
                    String message = String.valueOf(refused.getMessage());
                    assertThat(value.isBlank() || !message.contains(value)).isTrue();
                });
    }
}
