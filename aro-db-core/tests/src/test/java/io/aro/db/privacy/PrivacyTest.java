package io.aro.db.privacy;

import static io.aro.db.schema.Tables.CONSENTS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.testkit.builder.Builders.aConsent;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.aLegalHold;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.archive.Segment;
import io.aro.db.consent.Consent;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.event.Event;
import io.aro.db.privacy.internal.PersonalDataInventory;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.refusal.RefusedChangeException;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.retention.RetentionService;
import io.aro.db.schema.DefaultSchema;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.Field;
import org.jooq.Table;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Exports and erasures of customers, over every column with personal data. */
@BothEngines
@Tag("contract")
class PrivacyTest {

    private static final Actor DESK = Actor.admin("privacy-desk");

    private final AroDatabase db;
    private final TestClock clock;

    PrivacyTest(AroDatabase db, TestClock clock) {
        this.db = db;
        this.clock = clock;
    }

    private PrivacyService withoutEvidence() {
        return db.privacy().withConsentRetention(Period.ZERO);
    }

    @Test
    void everyColumnIsInOneOfTheTwoLists() {
        for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
            Set<Field<?>> known = new HashSet<>();
            PersonalDataInventory.ENTRIES.stream()
                    .filter(entry -> entry.table().equals(table))
                    .forEach(entry -> known.addAll(entry.columns()));
            if (PersonalDataInventory.IMPERSONAL.contains(table)) {
                assertThat(known).as(table.getName()).isEmpty();
            } else {
                assertThat(known).as(table.getName()).containsExactlyInAnyOrder(table.fields());
            }
        }
    }

    @Test
    void everyColumnWithPersonalDataIsPlantedExportedAndErased() {
        Customer person = Canary.plant(db);
        String before = Canary.everything(db);
        assertThat(Canary.WORDS).allSatisfy(word -> assertThat(before).contains(word));

        String export = db.privacy().export(person.id()).json();
        ErasureReport report = withoutEvidence().erase(person.id(), DESK);

        assertThat(Canary.WORDS).allSatisfy(word -> assertThat(export).contains(word));
        String after = Canary.everything(db);
        assertThat(Canary.WORDS)
                .allSatisfy(word ->
                        assertThat(after.toLowerCase(Locale.ROOT)).doesNotContain(word.toLowerCase(Locale.ROOT)));
        assertThat(db.privacy().export(person.id()).json()).doesNotContain("canary", "Canaryname", "5557654321");
        assertThat(report.consentsKeptUntil()).isNull();
        assertThat(report.changed()).containsKeys("customers", "appointments", "events", "idempotency_keys");
        assertThat(after).contains("others");
    }

    @Test
    void anExportHasADocumentedShape() {
        Customer person = Canary.plant(db);

        CustomerExport export = db.privacy().export(person.id());

        JsonNode document = JsonMapper.shared().readTree(export.json());
        assertThat(document.propertyNames())
                .containsExactly("format", "version", "exported_at", "customer_id", "tables");
        assertThat(document.get("format").asString()).isEqualTo("aro-db.customer-export");
        assertThat(document.get("version").asInt()).isEqualTo(1);
        assertThat(document.get("customer_id").asString()).isEqualTo(person.id().toString());
        assertThat(document.get("tables").propertyNames())
                .containsExactlyElementsOf(PersonalDataInventory.ENTRIES.stream()
                        .map(entry -> entry.table().getName())
                        .toList());
        JsonNode customer = document.get("tables").get("customers").get(0);
        assertThat(customer.get("phone").asString()).isEqualTo(Canary.PHONE);
        assertThat(customer.get("lifetime_value").decimalValue()).isEqualByComparingTo("80.00");
        assertThat(customer.get("tags").get(0).asString()).isEqualTo("canary-tag");
        assertThat(export.toString()).doesNotContain("canary", "Canaryname");
    }

    @Test
    void anExportHasNothingOfOthers() {
        Customer person = Canary.plant(db);
        Customer other = aCustomer().insert(db);
        anAppointment().of(other).insert(db);

        assertThat(db.privacy().export(person.id()).json())
                .doesNotContain(other.id().toString());
        assertThat(db.privacy().export(other.id()).json())
                .doesNotContain(person.id().toString(), "canary");
    }

    @Test
    void theAuditTrailAndTheTotalsStillAddUp() {
        Customer person = Canary.plant(db);
        int rows = Canary.count(db);
        BigDecimal value = db.customers().getById(person.id()).lifetimeValue();

        withoutEvidence().erase(person.id(), DESK);

        Customer erased = db.customers().getById(person.id());
        assertThat(erased.lifetimeValue()).isEqualTo(value).isEqualByComparingTo("80.00");
        assertThat(erased.appointmentCount()).isEqualTo(1);
        assertThat(erased.name()).isNull();
        assertThat(erased.phone()).startsWith("+999");
        // No row is deleted, and one event of the erasure is added.
        assertThat(Canary.count(db)).isEqualTo(rows + 1);
        Event told = db.events().findByEntity("customer", person.id(), 10).stream()
                .filter(event -> event.type().equals("message.received"))
                .findFirst()
                .orElseThrow();
        assertThat(told.data().get("amount").asInt()).isEqualTo(80);
        assertThat(told.data().get("status").asString()).isEqualTo("completed");
        assertThat(told.data().get("text").asString()).isEqualTo("[erased]");
        assertThat(told.data().get("visit").asString()).hasSize(36);
        assertThat(db.events().findByEntity("customer", person.id(), 10))
                .extracting(Event::type)
                .contains("customer.erased");
    }

    @Test
    void nobodyElseLosesAnything() {
        Customer person = Canary.plant(db);
        Customer other = aCustomer().insert(db);
        anAppointment().of(other).notes("others").completed().insert(db);
        String theirs = db.privacy().export(other.id()).document().get("tables").toString();

        withoutEvidence().erase(person.id(), DESK);

        assertThat(db.privacy().export(other.id()).document().get("tables").toString())
                .isEqualTo(theirs);
    }

    @Test
    void eventsAboutConsentsThatAreDeletedAreErased() {
        Customer person = aCustomer().insert(db);
        Consent consent = aConsent().of(person).insert(db);
        anEvent()
                .about("consent", consent.id())
                .data(Map.of("asked_by", "nickname"))
                .insert(db);

        withoutEvidence().erase(person.id(), DESK);

        assertThat(db.events().findByEntity("consent", consent.id(), 10))
                .extracting(event -> event.data().toString())
                .isNotEmpty()
                .noneMatch(data -> data.contains("nickname"));
    }

    @Test
    void retentionDeletesTheConsentsOfTheErasedOnceTheyAreOld(@TempDir Path folder) {
        Customer person = Canary.plant(db);
        Customer other = aCustomer().insert(db);
        aConsent().insert(db);
        db.privacy().erase(person.id(), DESK);
        clock.advance(Duration.ofDays(365 * 5));

        db.retention(FileArchive.in(folder)).run(RetentionPolicy.defaults());

        assertThat(db.consents().findByCustomerId(person.id(), 10)).isEmpty();
        assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(CONSENTS))).isEqualTo(1);
        assertThat(db.customers().findById(other.id())).isPresent();
    }

    @Test
    void erasingTwiceErasesWhatHasComeInSince() {
        Customer person = Canary.plant(db);
        ErasureReport first = withoutEvidence().erase(person.id(), DESK);
        clock.advance(Duration.ofDays(1));
        anAppointment().ofCustomer(person.id()).notes("canary-notes").insert(db);

        ErasureReport second = withoutEvidence().erase(person.id(), DESK);

        assertThat(first.isRepeated()).isFalse();
        assertThat(second.isRepeated()).isTrue();
        assertThat(second.firstErasedAt()).isEqualTo(first.erasedAt());
        assertThat(Canary.everything(db)).doesNotContain("canary-notes");
    }

    @Test
    void aFirstErasureIsNotRepeatedThoughTheClockMovesOn(TestDatabase database) {
        Customer person = Canary.plant(db);
        AtomicInteger reads = new AtomicInteger();
        AroDatabase ticking = database.open(() -> clock.instant().plusMillis(reads.incrementAndGet()));

        ErasureReport report = ticking.privacy().erase(person.id(), DESK);

        assertThat(report.firstErasedAt()).isEqualTo(report.erasedAt());
        assertThat(report.isRepeated()).isFalse();
    }

    @Test
    void whatIsRestoredFromTheArchiveIsErasedAgain(@TempDir Path folder) {
        Customer person = Canary.plant(db);
        clock.advance(Duration.ofDays(365 * 3));
        RetentionService retention = db.retention(FileArchive.in(folder));
        retention.run(RetentionPolicy.defaults());
        withoutEvidence().erase(person.id(), DESK);

        List<Segment> segments = retention.archive().findAll();
        segments.forEach(segment -> retention.archive().restore(segment.id()));

        assertThat(segments).isNotEmpty();
        assertThat(Canary.everything(db))
                .doesNotContain("canary-notes", "canary-fact", "canary-external", "canary-reason");
    }

    @Test
    void refusesACustomerThatIsNotThere() {
        UUID nobody = new UUID(0, 7);

        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> db.privacy().erase(nobody, DESK));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> db.privacy().export(nobody));
    }

    @Test
    void refusesToEraseWhatALegalHoldKeeps() {
        Customer person = Canary.plant(db);
        aLegalHold().of(person).insert(db);
        String before = Canary.everything(db);

        assertThatExceptionOfType(RefusedChangeException.class)
                .isThrownBy(() -> db.privacy().erase(person.id(), DESK))
                .withMessageContaining("is under a legal hold; lift it first");

        assertThat(Canary.everything(db)).isEqualTo(before);
    }

    @Test
    void refusesANegativeWindow() {
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> db.privacy().withConsentRetention(Period.ofDays(-1)));
    }

    @Test
    void eventsOfOthersStayAsTheyWere() {
        Canary.plant(db);
        Customer other = aCustomer().insert(db);

        withoutEvidence().erase(other.id(), DESK);

        assertThat(db.session().<Integer>read(dsl -> dsl.fetchCount(EVENTS, EVENTS.TYPE.eq("customer.erased"))))
                .isEqualTo(1);
        assertThat(Canary.WORDS)
                .allSatisfy(word -> assertThat(Canary.everything(db)).contains(word));
    }
}
