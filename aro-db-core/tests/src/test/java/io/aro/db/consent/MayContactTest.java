package io.aro.db.consent;

import static io.aro.db.contact.Channel.EMAIL;
import static io.aro.db.contact.Channel.SMS;
import static io.aro.db.contact.Channel.WHATSAPP;
import static io.aro.db.fixture.Given.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.contact.Channel;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The decision about contact: the last recorded entry decides for each channel. */
@BothEngines
class MayContactTest {

    private static final String ADA = phone(1);
    private static final Duration DAY = Duration.ofDays(1);

    private final AroDatabase db;
    private final TestClock clock;
    private final ConsentRepository consents;

    MayContactTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        this.consents = db.consents();
    }

    @Test
    void refusesWhereNothingIsOnRecord() {
        consents.append(NewConsent.toAll(phone(2), ConsentMethod.VERBAL));

        assertThat(open()).isEmpty();
    }

    @Test
    void opensEveryChannelOrTheOneThatWasConsentedTo() {
        consents.append(NewConsent.to(SMS, ADA, ConsentMethod.VERBAL));
        assertThat(open()).containsExactly(SMS);

        consents.append(NewConsent.toAll(ADA, ConsentMethod.VERBAL));
        assertThat(open()).containsExactly(SMS, WHATSAPP, EMAIL);
    }

    @Test
    void countsAnOptOutAtOnceAlsoAtTheVeryInstantOfTheConsent() {
        consents.append(NewConsent.toAll(ADA, ConsentMethod.VERBAL));

        consents.append(NewOptOut.fromAll(ADA));

        assertThat(open()).isEmpty();
        assertThat(consents.mayContact(ADA, SMS, clock.instant())).isFalse();
    }

    @Test
    void letsTheLastWordDecideAlsoIfAllAreOfOneInstant() {
        Instant then = clock.instant().minus(DAY);
        consents.append(NewOptOut.fromAll(ADA).withOptedOutAt(then));

        consents.append(NewConsent.toAll(ADA, ConsentMethod.IMPORTED).withGivenAt(then));
        assertThat(open()).containsExactly(SMS, WHATSAPP, EMAIL);

        consents.append(NewOptOut.from(SMS, ADA).withOptedOutAt(then));
        assertThat(open()).containsExactly(WHATSAPP, EMAIL);
    }

    @Test
    void closesTheOneChannelThatWasOptedOutOf() {
        consents.append(NewConsent.toAll(ADA, ConsentMethod.VERBAL));
        clock.advance(DAY);

        consents.append(NewOptOut.from(SMS, ADA));

        assertThat(open()).containsExactly(WHATSAPP, EMAIL);
    }

    @Test
    void reopensTheOneChannelConsentedToAfterAnOptOutFromAll() {
        consents.append(NewConsent.to(SMS, ADA, ConsentMethod.VERBAL));
        consents.append(NewConsent.to(EMAIL, ADA, ConsentMethod.VERBAL));
        clock.advance(DAY);
        consents.append(NewOptOut.fromAll(ADA));
        assertThat(open()).isEmpty();
        clock.advance(DAY);

        consents.append(NewConsent.to(EMAIL, ADA, ConsentMethod.WEB_FORM));

        assertThat(open()).containsExactly(EMAIL);
    }

    @Test
    void decidesByWhatWasRecordedLastAndNotByWhenItWasSaid() {
        Instant now = clock.instant();
        consents.append(NewOptOut.fromAll(ADA).withOptedOutAt(now.minus(DAY)));

        consents.append(NewConsent.toAll(ADA, ConsentMethod.IMPORTED).withGivenAt(now.minus(DAY.multipliedBy(2))));
        assertThat(open()).containsExactly(SMS, WHATSAPP, EMAIL);

        consents.append(NewOptOut.from(SMS, ADA).withOptedOutAt(now.minus(DAY.multipliedBy(3))));
        assertThat(open()).containsExactly(WHATSAPP, EMAIL);
    }

    @Test
    void takesTheWordOfAPersonAlsoAfterTheClockWasSetBack() {
        for (int hour = 1; hour <= 3; hour++) {
            consents.append(NewConsent.toAll(ADA, ConsentMethod.WEB_FORM));
            assertThat(open()).containsExactly(SMS, WHATSAPP, EMAIL);
            clock.advance(Duration.ofHours(-1));

            consents.append(NewOptOut.fromAll(ADA));
            assertThat(open()).isEmpty();
            clock.advance(Duration.ofHours(-1));
        }

        assertThat(consents.findByPhone(ADA, 10))
                .extracting(Consent::given)
                .containsExactly(true, false, true, false, true, false);
        assertThat(consents.findByPhone(ADA, 10))
                .extracting(Consent::createdAt)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void saysWhatWasAllowedAtATimeInThePast() {
        Instant start = clock.instant();
        consents.append(NewConsent.toAll(ADA, ConsentMethod.VERBAL));
        Instant optOut = clock.advance(DAY);
        consents.append(NewOptOut.from(SMS, ADA));
        clock.advance(DAY);

        assertThat(consents.mayContact(ADA, SMS, start.minusNanos(1000))).isFalse();
        assertThat(consents.mayContact(ADA, SMS, start)).isTrue();
        assertThat(consents.mayContact(ADA, SMS, optOut.minusNanos(1000))).isTrue();
        assertThat(consents.mayContact(ADA, SMS, optOut)).isFalse();
        assertThat(consents.mayContact(ADA, EMAIL, optOut)).isTrue();
    }

    @Test
    void revokesAConsentThatAMachineWithAClockAheadHasDatedLaterThanNow() {
        clock.advance(Duration.ofSeconds(5));
        consents.append(NewConsent.to(SMS, ADA, ConsentMethod.WEB_FORM));
        clock.advance(Duration.ofSeconds(-5));
        assertThat(open()).containsExactly(SMS);

        consents.append(NewOptOut.fromAll(ADA));

        assertThat(open()).isEmpty();
        clock.advance(Duration.ofSeconds(6));
        assertThat(open()).isEmpty();
    }

    @Test
    void seesAnOptOutOfAMachineWithAClockAheadAtOnce() {
        consents.append(NewConsent.toAll(ADA, ConsentMethod.WEB_FORM));
        clock.advance(Duration.ofSeconds(5));
        consents.append(NewOptOut.fromAll(ADA));
        clock.advance(Duration.ofSeconds(-5));

        assertThat(open()).isEmpty();
    }

    @Test
    void holdsTheSameAnswerInATransaction() {
        consents.append(NewConsent.to(SMS, ADA, ConsentMethod.VERBAL));

        db.useTransaction(tx -> {
            assertThat(tx.consents().lockConsent(ADA, SMS)).isTrue();
            assertThat(tx.consents().lockConsent(ADA, EMAIL)).isFalse();
            tx.consents().append(NewOptOut.fromAll(ADA));
            assertThat(tx.consents().lockConsent(ADA, SMS)).isFalse();
        });
        assertThat(open()).isEmpty();
    }

    @Test
    void holdsNothingOutsideATransactionOrInOneThatOnlyReads() {
        consents.append(NewConsent.toAll(ADA, ConsentMethod.VERBAL));

        assertThatExceptionOfType(TransactionMisuseException.class)
                .isThrownBy(() -> consents.lockConsent(ADA, SMS))
                .withMessageContaining("db.inTransaction");
        assertThatExceptionOfType(TransactionMisuseException.class)
                .isThrownBy(() -> db.readOnly(tx -> tx.consents().lockConsent(ADA, SMS)));
        assertThat(db.<Boolean, RuntimeException>readOnly(tx -> tx.consents().mayContact(ADA, SMS)))
                .isTrue();
    }

    @Test
    void refusesWhatIsNoPhone() {
        assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> consents.mayContact("555-1234", SMS));
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.inTransaction(tx -> tx.consents().lockConsent("", SMS)));
    }

    private List<Channel> open() {
        return Arrays.stream(Channel.values())
                .filter(channel -> consents.mayContact(ADA, channel))
                .toList();
    }
}
