package io.aro.db.privacy;

import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.consent.Consent;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.consent.NewOptOut;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import io.aro.db.retention.StepKind;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Consents of erased customers during and after their evidence period. */
@BothEngines
@Tag("contract")
class ConsentEvidenceTest {

    private static final Actor DESK = Actor.admin("privacy-desk");

    private final AroDatabase db;
    private final TestClock clock;

    ConsentEvidenceTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    @Test
    void staysAfterAnErasureAsLongAsItIsEvidence() {
        Customer person = Canary.plant(db);
        clock.advance(Duration.ofDays(1));

        ErasureReport report = db.privacy().erase(person.id(), DESK);

        assertThat(report.consentsKeptUntil())
                .isEqualTo(clock.instant().atOffset(ZoneOffset.UTC).plusYears(4).toInstant());
        assertThat(db.consents().mayContact(Canary.PHONE, Channel.SMS)).isFalse();
        assertThat(db.consents().findByCustomerId(person.id(), 10)).hasSize(2);
        clock.advance(Duration.ofDays(365 * 3));
        RetentionService retention = db.retention(FileArchive.in(Path.of("never-written")));
        assertThat(retention.dryRun(RetentionPolicy.defaults()).count(StepKind.CONSENTS))
                .isZero();
        clock.advance(Duration.ofDays(367));
        assertThat(retention.dryRun(RetentionPolicy.defaults()).count(StepKind.CONSENTS))
                .isEqualTo(2);
    }

    @Test
    void ofTheirOwnPhoneIsTiedToThePersonAndNobodyElses() {
        Consent loose = give(NewConsent.toAll("+12025550177", ConsentMethod.VERBAL));
        Consent othersLoose = give(NewConsent.toAll("+12025550178", ConsentMethod.VERBAL));
        Customer person = db.customers().create(NewCustomer.withPhone("+12025550177"));
        Customer other = db.customers().create(NewCustomer.withPhone("+12025550178"));
        Consent onBehalf =
                give(NewConsent.toAll(person.phone(), ConsentMethod.VERBAL).withCustomerId(other.id()));

        db.privacy().erase(person.id(), DESK);

        assertThat(ownerOf(loose)).hasValue(person.id());
        assertThat(ownerOf(othersLoose)).isEmpty();
        assertThat(ownerOf(onBehalf)).hasValue(other.id());
    }

    @Test
    void whoseTimeIsOverAtTheErasureIsDeletedAtOnce() {
        Customer person = aCustomer().insert(db);
        Customer other = aCustomer().insert(db);
        give(NewConsent.toAll(person.phone(), ConsentMethod.VERBAL));
        give(NewConsent.toAll(other.phone(), ConsentMethod.VERBAL).withCustomerId(other.id()));
        db.consents().append(NewOptOut.fromAll(person.phone()));
        clock.advance(Duration.ofDays(365 * 4 + 2));

        ErasureReport report = db.privacy().erase(person.id(), DESK);

        assertThat(report.consentsKeptUntil()).isNull();
        assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(CONSENTS))).isOne();
        assertThat(db.consents().findByCustomerId(other.id(), 10)).hasSize(1);
    }

    private Optional<UUID> ownerOf(Consent consent) {
        return db.session()
                .read(dsl -> dsl.select(CONSENTS.CUSTOMER_ID)
                        .from(CONSENTS)
                        .where(CONSENTS.ID.eq(consent.id()))
                        .fetchOptional(CONSENTS.CUSTOMER_ID));
    }

    private Consent give(NewConsent consent) {
        return db.consents().append(consent);
    }
}
