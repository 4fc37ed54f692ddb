package io.aro.db.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.refusal.InvalidValueException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewEventTest {

    private static final UUID VISIT = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final NewEvent NOTED = NewEvent.of("visit.noted", "visit", VISIT, Actor.system("job"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{} {}",
                "{a: 1}",
                "null",
                "[]",
                "1",
                "\"text\"",
                "{\"note\": \"\\u0000\"}",
                "{\"note\": \"\\ud800\"}",
                "{\"many\": 1e200000}",
                "{\"few\": [{\"of\": 1e-200000}]}"
            })
    void refusesDataAndMetadataThatAreNoObjectOfJson(String json) {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> event(json, "{}"));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> event("{}", json));
    }

    @Test
    void refusesFactsThatAreNoObject() {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> NOTED.withData(List.of(1, 2)));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> NOTED.withData("a note with +15551234567"))
                .withMessageNotContaining("1234567");
    }

    @Test
    void takesTheFormOfJsonThatItIsGiven() {
        NewEvent event = event(" { \"b\" : 1.50, \"a\" : [ null ] } ", "{\"source\":\"job\"}");

        assertThat(event.data()).isEqualTo("{\"b\":1.50,\"a\":[null]}");
        assertThat(event.metadata()).isEqualTo("{\"source\":\"job\"}");
    }

    @Test
    void saysWhereItCameFrom() {
        assertThat(NOTED.metadata()).isEqualTo("{\"payload_version\":1,\"source\":\"aro-db\"}");
        assertThat(NOTED.withMetadata(EventMetadata.from("webhook_handler")
                                .withPayloadVersion(3)
                                .withIpAddress("203.0.113.7"))
                        .metadata())
                .isEqualTo("{\"ip_address\":\"203.0.113.7\",\"payload_version\":3,\"source\":\"webhook_handler\"}");
    }

    @Test
    void refusesMetadataThatCannotBe() {
        EventMetadata metadata = EventMetadata.from("job");

        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> EventMetadata.from(" "));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> EventMetadata.from("x".repeat(256)));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> metadata.withPayloadVersion(0));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> metadata.withIpAddress("example.org"));
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> metadata.withIpAddress(""));
        assertThat(metadata.withIpAddress("2001:db8::7").ipAddress()).isEqualTo("2001:db8::7");
    }

    @Test
    void refusesTimesThatNoDatabaseHolds() {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> NOTED.withOccurredAt(Instant.MAX));
    }

    private static NewEvent event(String data, String metadata) {
        return new NewEvent("visit.noted", "visit", VISIT, Actor.system("job"), data, metadata, null);
    }
}
