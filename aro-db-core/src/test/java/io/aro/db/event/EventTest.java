package io.aro.db.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.DocumentMismatchException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventTest {

    private static final UUID ID = UUID.fromString("01890000-0000-7000-8000-000000000001");

    @Test
    void readsItsFactsAsAType() {
        Event event = event("{\"from\":\"booked\",\"version\":2,\"added_later\":true}");

        assertThat(event.data(Move.class)).isEqualTo(new Move("booked", 2));
    }

    @Test
    void readsItsMetadataAsAType() {
        assertThat(event("{}").metadata(EventMetadata.class))
                .isEqualTo(EventMetadata.from("webhook_handler").withPayloadVersion(2));
    }

    @Test
    void saysWhichEventDoesNotFitAndNotWhatItHolds() {
        for (String misfit : List.of("{}", "{\"version\":\"+15551234567\"}", "{\"version\":null}", "[]", "null", "7")) {
            assertThatExceptionOfType(DocumentMismatchException.class)
                    .isThrownBy(() -> event(misfit).data(Move.class))
                    .withMessage(String.format(
                            Locale.ROOT,
                            "The data of event %s does not fit the type Move; read it as the type of its writer.",
                            ID))
                    .withNoCause()
                    .satisfies(refusal -> assertThat(refusal.document()).isEqualTo("data of event " + ID));
        }
    }

    @Test
    void metadataThatBreaksItsRulesDoesNotFit() {
        Event event = new Event(
                ID,
                Instant.EPOCH,
                "visit.noted",
                "visit",
                ID,
                Actor.system("job"),
                Json.read("{}", JsonNode.class),
                Json.read("{\"source\":\"job\",\"payload_version\":0}", JsonNode.class),
                Instant.EPOCH);

        assertThatExceptionOfType(DocumentMismatchException.class)
                .isThrownBy(() -> event.metadata(EventMetadata.class));
    }

    private static Event event(String data) {
        return new Event(
                ID,
                Instant.EPOCH,
                "visit.moved",
                "visit",
                ID,
                Actor.system("job"),
                Json.read(data, JsonNode.class),
                Json.read("{\"source\":\"webhook_handler\",\"payload_version\":2}", JsonNode.class),
                Instant.EPOCH);
    }

    record Move(String from, int version) {}
}
