package io.aro.db.consent;

import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.contact.Channel;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Rows;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Recorded consents and opt-outs, with their evidence and events. */
@BothEngines
@Tag("contract")
class ConsentRepositoryTest {

    private static final String ADA = phone(1);
    private static final Actor FORM = Actor.webhook("web-form");
    private static final Evidence FULL = Evidence.of("I agree to get reminders by text message.")
            .withTextVersion("2026-01")
            .withSource("https://example.org/book")
            .withIpAddress("2001:db8::7")
            .withUserAgent("Mozilla/5.0");

    private final AroDatabase db;
    private final TestClock clock;
    private final TestDatabase database;
    private final ConsentRepository consents;

    ConsentRepositoryTest(AroDatabase db, TestClock clock, TestDatabase database) {
        this.db = db;
        this.clock = clock;
        this.database = database;
        this.consents = db.consents();
    }

    @Test
    void recordsAConsentWithItsEvidence() {
        UUID customer = Given.customer(db, 1).id();
        Instant givenAt = clock.instant().minus(Duration.ofDays(400));

        Consent given = consents.append(NewConsent.to(Channel.SMS, ADA, ConsentMethod.WEB_FORM)
                .withGivenAt(givenAt)
                .withEvidence(FULL)
                .withRecordedBy(FORM));

        assertThat(given)
                .isEqualTo(new Consent(
                        given.id(),
                        customer,
                        ADA,
                        Channel.SMS,
                        true,
                        givenAt,
                        ConsentMethod.WEB_FORM,
                        null,
                        FULL,
                        clock.instant()));
        assertThat(consents.findByPhone(ADA, 10)).containsExactly(given);
    }

    @Test
    void recordsAnOptOutWithItsEvidence() {
        Evidence stop = Evidence.of("STOP").withSource("sms SM9");

        Consent revoked = consents.append(
                NewOptOut.from(Channel.WHATSAPP, ADA).withEvidence(stop).withRecordedBy(Actor.webhook("twilio")));

        assertThat(revoked)
                .isEqualTo(new Consent(
                        revoked.id(),
                        null,
                        ADA,
                        Channel.WHATSAPP,
                        false,
                        null,
                        null,
                        clock.instant(),
                        stop,
                        clock.instant()));
    }

    @Test
    void recordsEveryMethodForEveryChannelOrOne() {
        for (ConsentMethod method : ConsentMethod.values()) {
            assertThat(consents.append(NewConsent.toAll(ADA, method)).channel()).isNull();
            for (Channel channel : Channel.values()) {
                Consent given = consents.append(NewConsent.to(channel, ADA, method));

                assertThat(given.method()).isEqualTo(method);
                assertThat(given.channel()).isEqualTo(channel);
                assertThat(given.consentDate()).isEqualTo(clock.instant());
            }
        }
    }

    @Test
    void appendsEventsThatNameWhoDidItAndNoPhone() {
        UUID customer = Given.customer(db, 1).id();

        Consent given = consents.append(NewConsent.to(Channel.SMS, ADA, ConsentMethod.VERBAL)
                .withEvidence(FULL)
                .withRecordedBy(FORM));
        Consent revoked = consents.append(NewOptOut.fromAll(ADA).withRecordedBy(Actor.webhook("twilio")));

        assertThat(eventsOf(given)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("consent.given");
            assertThat(event.actor()).isEqualTo(FORM);
            assertThat(event.data().toString())
                    .contains("sms", "verbal", customer.toString())
                    .doesNotContain(ADA.substring(1), "2001:db8::7");
        });
        assertThat(eventsOf(revoked)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("consent.revoked");
            assertThat(event.actor()).isEqualTo(Actor.webhook("twilio"));
            assertThat(event.data().toString()).contains("all").doesNotContain(ADA.substring(1));
        });
    }

    @Test
    void neverChangesARow() throws Exception {
        consents.append(NewConsent.toAll(ADA, ConsentMethod.VERBAL));
        List<String> before = Rows.query(database, "SELECT * FROM consents");

        clock.advance(Duration.ofDays(1));
        consents.append(NewOptOut.fromAll(ADA));
        consents.append(NewOptOut.fromAll(ADA));
        consents.append(NewConsent.toAll(ADA, ConsentMethod.VERBAL));

        assertThat(Rows.query(database, "SELECT * FROM consents")).hasSize(4).containsAll(before);
    }

    @Test
    void refusesDatesOfTheFuture() throws Exception {
        Instant later = clock.instant().plusNanos(1000);

        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> consents.append(
                        NewConsent.toAll(ADA, ConsentMethod.VERBAL).withGivenAt(later)))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("consent date"));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> consents.append(NewOptOut.fromAll(ADA).withOptedOutAt(later)))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo("opt-out date"));
        assertThat(Rows.count(database, "consents")).isZero();
        assertThat(db.events().findLatest(1)).isEmpty();
    }

    @Test
    void refusesACustomerThatIsNotThere() {
        UUID nobody = db.session().newId();

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> consents.append(
                        NewConsent.toAll(ADA, ConsentMethod.VERBAL).withCustomerId(nobody)))
                .satisfies(refused -> assertThat(refused.kind()).isEqualTo(Kind.FOREIGN_KEY))
                .withMessageNotContaining(ADA.substring(1));
    }

    @Test
    void findsTheHistoryInTheOrderItWasRecordedPageByPage() {
        Consent first = consents.append(NewConsent.toAll(ADA, ConsentMethod.VERBAL));
        clock.advance(Duration.ofHours(1));
        Consent imported = consents.append(NewConsent.toAll(ADA, ConsentMethod.IMPORTED)
                .withGivenAt(clock.instant().minus(Duration.ofDays(9))));
        Consent sameTime = consents.append(NewOptOut.fromAll(ADA));
        consents.append(NewConsent.toAll(phone(2), ConsentMethod.VERBAL));

        assertThat(consents.findByPhone(ADA, 10)).containsExactly(first, imported, sameTime);
        assertThat(consents.findByPhone(ADA, 2)).containsExactly(first, imported);
        assertThat(consents.findByPhone(ADA, imported, 2)).containsExactly(sameTime);
        assertThat(consents.findByPhone(ADA, sameTime, 2)).isEmpty();
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> consents.findByPhone(ADA, 0));
    }

    @Test
    void findsTheHistoryOfACustomerWhateverThePhoneWas() {
        UUID customer = Given.customer(db, 1).id();
        Consent stated = consents.append(
                NewConsent.toAll(phone(7), ConsentMethod.IMPORTED).withCustomerId(customer));
        Consent optOut = consents.append(NewOptOut.from(Channel.SMS, ADA));
        consents.append(NewConsent.toAll(phone(8), ConsentMethod.IMPORTED));

        assertThat(consents.findByCustomerId(customer, 10)).containsExactly(stated, optOut);
        assertThat(consents.findByCustomerId(customer, stated, 10)).containsExactly(optOut);
        assertThat(consents.findByCustomerId(customer, 1)).containsExactly(stated);
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> consents.findByCustomerId(customer, -1));
    }

    @Test
    void recordsNothingIfTheTransactionRollsBack() throws Exception {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    tx.consents().append(NewConsent.toAll(ADA, ConsentMethod.VERBAL));
                    tx.consents().append(NewOptOut.fromAll(ADA));
                    throw new IllegalStateException("undone");
                }));

        assertThat(Rows.count(database, "consents")).isZero();
        assertThat(db.events().findLatest(1)).isEmpty();
    }

    private List<Event> eventsOf(Consent consent) {
        return db.events().findByEntity("consent", consent.id(), 10);
    }
}
