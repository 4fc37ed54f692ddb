package io.aro.db.retention;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static io.aro.db.testkit.builder.Builders.anIdempotencyKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.consent.ConsentMethod;
import io.aro.db.consent.NewConsent;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Changes;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Erasures and restorations between two steps of a run or a restoration. */
@BothEngines
class OvertakenByErasureTest {

    private static final RetentionPolicy POLICY = RetentionPolicy.defaults().withMonthsAhead(1);
    private static final Actor DESK = Actor.user("privacy-desk");
    private static final Instant LONG_AGO = Instant.parse("2023-06-01T00:00:00Z");

    private final AroDatabase db;
    private final TestClock clock;

    @TempDir
    private Path folder = Path.of("");

    OvertakenByErasureTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
    }

    private BesetArchive archive() {
        return BesetArchive.of(FileArchive.in(folder));
    }

    private Customer aCustomerOnRecord() {
        Customer ada =
                db.customers().create(NewCustomer.withPhone("+15551234567").withName("Ada Canary"));
        note(ada);
        return ada;
    }

    private void note(Customer customer) {
        anEvent()
                .about("customer", customer.id())
                .data(Map.of("text", "Ada Canary likes mornings"))
                .at(LONG_AGO)
                .insert(db);
    }

    /** Archives the events, and erases the customer after the segment is written and before its rows are deleted. */
    private void runBesideAnErasureOf(Customer customer) {
        AtomicBoolean erased = new AtomicBoolean();
        BesetArchive archive = archive().whenPrepared(segment -> {
            if (erased.compareAndSet(false, true)) {
                db.privacy().erase(customer.id(), DESK);
            }
        });

        db.retention(archive).run(POLICY);

        assertThat(erased).isTrue();
    }

    @Test
    void aBatchThatWasReadBeforeAnErasureIsNotArchivedAfterIt() {
        Customer ada = aCustomerOnRecord();

        runBesideAnErasureOf(ada);

        assertThat(Everything.in(folder)).isNotEmpty().noneMatch(row -> row.contains("Canary"));
    }

    @Test
    void norIfTheSamePersonWasErasedBefore() {
        Customer ada = aCustomerOnRecord();
        db.privacy().erase(ada.id(), DESK);
        db.customers().update(ada.id(), Changes.set(CUSTOMERS.NAME, "Ada Canary"));
        note(ada);

        runBesideAnErasureOf(ada);

        assertThat(Everything.in(folder)).isNotEmpty().noneMatch(row -> row.contains("Canary"));
    }

    @Test
    void ofTwoRestorationsOfOneSegmentTheSecondFindsNone() {
        note(aCustomerOnRecord());
        db.retention(archive()).run(POLICY);
        List<String> archived = Everything.in(folder);
        Segment segment = archive().segments().getFirst();
        AtomicBoolean restored = new AtomicBoolean();
        BesetArchive beset = archive().whenRead(row -> {
            if (restored.compareAndSet(false, true)) {
                db.retention(archive()).archive().restore(segment.id());
            }
        });

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> db.retention(beset).archive().restore(segment.id()));

        assertThat(archive().segments()).isEmpty();
        assertThat(Everything.in(db)).containsAll(archived).doesNotHaveDuplicates();
    }

    @Test
    void aRunReportsTheKeysAndTheConsentsThatItDeletes() {
        clock.set(LONG_AGO.minusSeconds(86_400L * 2000));
        Customer ada = aCustomerOnRecord();
        db.consents().append(NewConsent.toAll(ada.phone(), ConsentMethod.VERBAL));
        db.privacy().erase(ada.id(), DESK);
        anIdempotencyKey().insert(db);
        anIdempotencyKey().insert(db);
        clock.set(Instant.parse("2026-11-15T12:00:00Z"));
        long consents = db.consents().findByCustomerId(ada.id(), 10).size();

        RetentionReport report = db.retention(archive()).run(POLICY);

        assertThat(report.count(StepKind.KEYS)).isEqualTo(2);
        assertThat(report.count(StepKind.CONSENTS)).isEqualTo(consents).isPositive();
        assertThat(db.retention(archive()).run(POLICY).count(StepKind.KEYS)).isZero();
    }
}
