package io.aro.db.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.contact.Channel;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import io.aro.db.retention.RetentionStep;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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
        assertThat(retention.dryRun(RetentionPolicy.defaults()).count(RetentionStep.CONSENTS))
                .isZero();
        clock.advance(Duration.ofDays(367));
        assertThat(retention.dryRun(RetentionPolicy.defaults()).count(RetentionStep.CONSENTS))
                .isEqualTo(2);
    }
}
