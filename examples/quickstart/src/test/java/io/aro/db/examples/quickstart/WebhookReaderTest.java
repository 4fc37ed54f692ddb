package io.aro.db.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.aro.db.examples.quickstart.Webhook.Created;
import io.aro.db.examples.quickstart.Webhook.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WebhookReaderTest {

    private final WebhookReader reader = new WebhookReader();

    @ParameterizedTest
    @CsvSource({
        "001-invitee-created-ada.json, +12025550101",
        "023-invitee-created-kwame.json, +12025550111",
        "026-invitee-created-marco.json, +1 202-555-0113",
        "034-invitee-created-oscar-invalid-phone.json, '555-0199, evenings'"
    })
    void findsThePhoneNumberWhereverItIs(String file, String phone) throws IOException {
        Webhook webhook = reader.read(Files.readAllBytes(Path.of("webhooks", file)));

        assertThat(webhook)
                .isInstanceOfSatisfying(
                        Created.class,
                        created -> assertThat(created.payload().phones()).containsExactly(new GivenPhone(phone, true)));
    }

    @ParameterizedTest
    @MethodSource
    void saysWhereABodyIsWrongAndQuotesNothingOfIt(String body, String reason) {
        Webhook webhook = reader.read(body.getBytes(StandardCharsets.UTF_8));

        assertThat(webhook).isEqualTo(new Malformed(reason));
    }

    static Stream<Arguments> saysWhereABodyIsWrongAndQuotesNothingOfIt() throws IOException {
        String ada = Files.readString(Path.of("webhooks", "001-invitee-created-ada.json"));
        return Stream.of(
                argumentSet("no text", "", "not the JSON of a webhook"),
                argumentSet("no object", "[]", "not the JSON of a webhook"),
                argumentSet("cut off", "{\"event\": \"inv", "the JSON breaks off at line 1, column 15"),
                argumentSet("no event", "{}", "event is absent or of another type"),
                argumentSet("no payload", "{\"event\": \"invitee.created\"}", "payload is absent or of another type"),
                argumentSet(
                        "no name",
                        ada.replace("\"name\": \"Ada Whitfield\"", "\"name\": null"),
                        "payload.name is absent or of another type"),
                argumentSet(
                        "no time",
                        ada.replace("2027-02-09T14:00:00.000000Z", "Tuesday"),
                        "payload.scheduled_event.start_time is absent or of another type"),
                argumentSet(
                        "an amount in words",
                        ada.replace("\"payment\": null", "\"payment\": {\"amount\": \"ten\"}"),
                        "payload.payment.amount is absent or of another type"));
    }
}
