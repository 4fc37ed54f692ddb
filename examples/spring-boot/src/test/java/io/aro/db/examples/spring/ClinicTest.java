package io.aro.db.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.testkit.TestClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** The service on a test database; one subclass for each engine. */
@SpringBootTest(properties = "clinic.calendly-secret=" + ClinicTest.SECRET)
@AutoConfigureMockMvc
abstract class ClinicTest {

    static final String SECRET = "secret-of-a-test";

    private static final String HEADER = "Calendly-Webhook-Signature";
    private static final String BOOKING = """
            {"event": "%s", "payload": {"uri": "https://api.calendly.com/invitees/1", "name": "Ada Lovelace",
              "text_reminder_number": "+15551234567", "scheduled_event": {"name": "Cleaning",
              "start_time": "2028-03-01T15:00:00Z", "end_time": "2028-03-01T15:45:00Z"}}}
            """;

    private final String created = String.format(Locale.ROOT, BOOKING, "invitee.created");
    private final String canceled = String.format(Locale.ROOT, BOOKING, "invitee.canceled");

    @Autowired
    private MockMvcTester service;

    @Autowired
    private AroDatabase db;

    @Autowired
    private TestClock clock;

    @Test
    void booksOnceAndReplaysARedelivery() {
        MvcTestResult first = deliver(created);
        MvcTestResult second = deliver(created);

        assertThat(first).hasStatusOk().bodyJson().extractingPath("$.status").isEqualTo("BOOKED");
        assertThat(second).hasStatusOk().containsHeader("Idempotent-Replayed");
        assertThat(second).bodyText().isEqualTo(text(first));
        assertThat(db.appointments().findUpcoming()).hasSize(1);
    }

    @Test
    void cancelsInAnyOrderOfArrival() {
        MvcTestResult early = deliver(canceled);
        MvcTestResult late = deliver(created);

        assertThat(early).bodyJson().extractingPath("$.status").isEqualTo("CANCELLED");
        assertThat(late).bodyJson().extractingPath("$.status").isEqualTo("CANCELLED");
    }

    @Test
    void listsTheDayInTheZoneOfTheClinic() {
        deliver(created);

        assertThat(service.get().uri("/appointments?day=2028-03-01"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[0].service")
                .isEqualTo("Cleaning");
        assertThat(service.get().uri("/appointments?day=2028-03-02")).bodyText().isEqualTo("[]");
    }

    @Test
    void storesNothingOfAForgedDelivery() {
        String signature = signature(created, clock.instant().getEpochSecond());

        assertThat(deliver(canceled, signature)).hasStatus(401);
        assertThat(service.post().uri("/webhooks/calendly").content(created)).hasStatus(401);
        assertThat(service.post()
                        .uri("/webhooks/calendly")
                        .header(HEADER, signature, signature)
                        .content(created))
                .hasStatus(401);
        assertThat(deliver(created, signature(created, clock.instant().getEpochSecond() - 301)))
                .hasStatus(401);

        assertThat(db.appointments().findUpcoming()).isEmpty();
    }

    @Test
    void refusesABodyWithoutABooking() {
        for (String body : new String[] {"", "{}", "[]", "{\"event\": \"invitee.created\"}"}) {
            assertThat(deliver(body)).as(body).hasStatus(400);
        }
    }

    private MvcTestResult deliver(String body) {
        return deliver(body, signature(body, clock.instant().getEpochSecond()));
    }

    private MvcTestResult deliver(String body, String signature) {
        return service.post()
                .uri("/webhooks/calendly")
                .header(HEADER, signature)
                .content(body)
                .exchange();
    }

    private static String text(MvcTestResult result) {
        return new String(result.getResponse().getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    private static String signature(String body, long time) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signed = mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + time + ",v1=" + HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
