package io.aro.db.privacy;

import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.testkit.BothEngines;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;

/** An erasure of a person mentioned in all forms, in rows without a key to the person. */
@BothEngines
class MatchingTest {

    private static final Actor DESK = Actor.admin("privacy-desk");
    private static final String NAME = "Zoé Müller-Straße";
    private static final String EMAIL = "zoe.muller@example.org";
    private static final String PHONE = "+12025550101";

    private final AroDatabase db;

    MatchingTest(AroDatabase db) {
        this.db = db;
    }

    @Test
    void aNameAndAnAddressAreFoundInEveryForm() {
        Customer person = db.customers()
                .create(NewCustomer.withPhone(PHONE).withName(NAME).withEmail(EMAIL));
        Forms.ofText(NAME).values().forEach(this::write);
        Forms.ofText(EMAIL).values().forEach(this::write);
        writeDocument("{\"text\":" + Forms.escaped("From " + NAME) + "}");
        writeDocument("{" + Forms.escaped(EMAIL) + ":1}");

        erase(person);

        assertThat(written()).isNotEmpty().allSatisfy(text -> assertThat(text).contains("[erased]"));
    }

    @Test
    void aNameThatWasGivenInOtherFormsIsFoundAsWell() {
        Customer person =
                db.customers().create(NewCustomer.withPhone(PHONE).withName(Forms.wide("ÉLODIE") + "  MARTIN\u03a3"));
        List.of("Élodie martinσ", "E\u0301LODIE MARTINΣ", "élodie\u00a0Martinς").forEach(this::write);

        erase(person);

        assertThat(written()).isNotEmpty().allSatisfy(text -> assertThat(text).contains("[erased]"));
    }

    @Test
    void aPhoneNumberIsFoundInEveryForm() {
        Customer person = db.customers().create(NewCustomer.withPhone(PHONE));
        Forms.ofPhone().forEach(this::write);
        writeDocument("{\"from\":12025550101}");
        writeDocument("{\"from\":2025550101.0}");
        writeDocument("{\"from\":[" + Forms.escaped(PHONE) + "]}");

        erase(person);

        assertThat(written()).isNotEmpty().allSatisfy(text -> assertThat(text).contains("[erased]"));
    }

    @Test
    void aPhoneNumberIsFoundInTheFormOfItsCountry() {
        Customer london = db.customers().create(NewCustomer.withPhone("+442079460958"));
        Customer berlin = db.customers().create(NewCustomer.withPhone("+4930901820"));
        List.of("020 7946 0958", "+44 (0)20 7946 0958", "02079460958", "0044 20 7946-0958", "030 / 901820")
                .forEach(this::write);

        erase(london);
        erase(berlin);

        assertThat(written()).isNotEmpty().allSatisfy(text -> assertThat(text).contains("[erased]"));
    }

    @Test
    void whatIsSomebodyElsesStays() {
        Customer person = db.customers()
                .create(NewCustomer.withPhone(PHONE).withName(NAME).withEmail(EMAIL));
        List<String> others = List.of(
                "Zoe Muller-Strasse",
                NAME + "n",
                "Anzoé Müller-Straße",
                "x" + EMAIL,
                "+120255501012",
                "912025550101",
                "+44 202 555 0101",
                "+49 2025550101",
                "555 0101",
                "202a5550101");
        others.forEach(this::write);

        erase(person);

        assertThat(written()).isNotEmpty().noneMatch(text -> text.contains("[erased]"));
    }

    private void erase(Customer person) {
        db.privacy().erase(person.id(), DESK);
    }

    /** Writes the text to one text column, and to documents. */
    private void write(String text) {
        anEvent()
                .type("call.noted")
                .about("call", new UUID(0, 1))
                .data(Map.of("text", text))
                .insert(db);
        anEvent()
                .type("call.noted")
                .about("call", new UUID(0, 1))
                .data(Map.of(text, List.of(1)))
                .insert(db);
        db.session()
                .<Integer>write(dsl -> dsl.insertInto(IDEMPOTENCY_KEYS)
                        .set(IDEMPOTENCY_KEYS.KEY, UUID.randomUUID().toString())
                        .set(IDEMPOTENCY_KEYS.LAST_ERROR, text)
                        .execute());
    }

    private void writeDocument(String json) {
        db.session()
                .<Integer>write(dsl -> dsl.insertInto(DEAD_LETTERS)
                        .set(DEAD_LETTERS.ID, UUID.randomUUID())
                        .set(DEAD_LETTERS.SKILL_NAME, "send_sms")
                        .set(DEAD_LETTERS.CONTEXT, JSONB.jsonb(json))
                        .execute());
    }

    private List<String> written() {
        List<String> events = db.session()
                .read(dsl -> dsl.select(EVENTS.DATA)
                        .from(EVENTS)
                        .where(EVENTS.TYPE.eq("call.noted"))
                        .fetch(row -> row.value1().data()));
        List<String> errors = db.session()
                .read(dsl -> dsl.select(IDEMPOTENCY_KEYS.LAST_ERROR)
                        .from(IDEMPOTENCY_KEYS)
                        .fetch(IDEMPOTENCY_KEYS.LAST_ERROR));
        List<String> letters = db.session()
                .read(dsl -> dsl.select(DEAD_LETTERS.CONTEXT)
                        .from(DEAD_LETTERS)
                        .fetch(row -> row.value1().data()));
        return List.of(events, errors, letters).stream()
                .<String>mapMulti(Collection::forEach)
                .toList();
    }
}
