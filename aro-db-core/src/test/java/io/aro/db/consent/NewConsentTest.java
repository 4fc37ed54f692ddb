package io.aro.db.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.refusal.InvalidValueException;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NewConsentTest {

    private static final String PHONE = "+15551234567";
    private static final UUID ADA = UUID.fromString("01890000-0000-7000-8000-000000000001");
    private static final Instant TIME = Instant.parse("2026-03-02T15:04:05.123456789Z");
    private static final Instant CUT = Instant.parse("2026-03-02T15:04:05.123456Z");
    private static final NewConsent CONSENT = NewConsent.toAll(PHONE, ConsentMethod.VERBAL);
    private static final NewOptOut OPT_OUT = NewOptOut.fromAll(PHONE);

    @Test
    void keepsWhatItWasGiven() {
        Evidence evidence = new Evidence("I agree", "v1", "https://example.org", "203.0.113.7", "Mozilla/5.0");

        assertThat(NewConsent.to(Channel.SMS, PHONE, ConsentMethod.WEB_FORM)
                        .withGivenAt(TIME)
                        .withCustomerId(ADA)
                        .withEvidence(Evidence.of("I agree")
                                .withTextVersion("v1")
                                .withSource("https://example.org")
                                .withIpAddress("203.0.113.7")
                                .withUserAgent("Mozilla/5.0"))
                        .withRecordedBy(Actor.user("front-desk")))
                .isEqualTo(new NewConsent(
                        PHONE, Channel.SMS, ConsentMethod.WEB_FORM, CUT, ADA, evidence, Actor.user("front-desk")));
        assertThat(NewOptOut.from(Channel.SMS, PHONE)
                        .withOptedOutAt(TIME)
                        .withCustomerId(ADA)
                        .withEvidence(evidence)
                        .withRecordedBy(Actor.webhook("twilio")))
                .isEqualTo(new NewOptOut(PHONE, Channel.SMS, CUT, ADA, evidence, Actor.webhook("twilio")));
    }

    @Test
    @SuppressWarnings("NullAway")
    void refusesAConsentWithoutMethodAndOneToNoChannel() {
        refuses("consent method", () -> NewConsent.toAll(PHONE, null));
        refuses("channel", () -> NewConsent.to(null, PHONE, ConsentMethod.VERBAL));
        refuses("channel", () -> NewOptOut.from(null, PHONE));
    }

    @Test
    void refusesBadValues() {
        refuses("phone", () -> NewConsent.toAll("555-1234", ConsentMethod.VERBAL));
        refuses("phone", () -> NewOptOut.fromAll(""));
        refuses("consent date", () -> CONSENT.withGivenAt(Instant.MAX));
        refuses("opt-out date", () -> OPT_OUT.withOptedOutAt(Instant.MIN));
    }

    @Test
    void refusesBadEvidence() {
        refusesEvidence("consent text", Evidence.of("x".repeat(2001)));
        refusesEvidence("consent text", Evidence.of("a\0b"));
        refusesEvidence("text version", Evidence.none().withTextVersion("x".repeat(51)));
        refusesEvidence("source", Evidence.none().withSource("x".repeat(501)));
        refusesEvidence("user agent", Evidence.none().withUserAgent("x".repeat(501)));
        refusesEvidence("ip address", Evidence.none().withIpAddress("300.1.1.1"));
        refusesEvidence("ip address", Evidence.none().withIpAddress(""));
    }

    @ParameterizedTest
    @EnumSource(ConsentMethod.class)
    void findsAMethodByItsWord(ConsentMethod method) {
        assertThat(ConsentMethod.of(method.literal())).isEqualTo(method);
    }

    @Test
    void refusesAMethodThatIsNone() {
        refuses("consent method", () -> ConsentMethod.of("fax"));
    }

    private static void refusesEvidence(String field, Evidence evidence) {
        refuses(field, () -> CONSENT.withEvidence(evidence));
        refuses(field, () -> OPT_OUT.withEvidence(evidence));
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(call)
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field));
    }
}
