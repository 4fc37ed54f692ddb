package io.aro.db.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.val;

import io.aro.db.AroDatabase;
import io.aro.db.privacy.internal.Subject;
import io.aro.db.privacy.internal.SubjectConditions;
import io.aro.db.schema.tables.records.CustomersRecord;
import io.aro.db.testkit.BothEngines;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.junit.jupiter.api.Test;

/** The SQL condition compared with the Java matcher: SQL must keep every match of Java. */
@BothEngines
class PrefilterTest {

    private static final int TEXTS = 2000;
    private static final int AT_ONCE = 50;
    private static final String SIGNS = "aZé0 9-+(). \\\"%_!'{}:\t\nİıßſΣςＡ\u0301\u200b\u00a0\u0665\u2122[]^~|";

    private final AroDatabase db;
    private final Random random = new Random(20261129);

    PrefilterTest(AroDatabase db) {
        this.db = db;
    }

    @Test
    void whatMentionsAPersonIsACandidate() {
        List<Subject> people = List.of(
                person("+12025550101", "Zoé Müller-Straße", "zoe.muller@example.org", "evt_100%"),
                person("+442079460958", "İbrahim Işık", "i_b!ık@example.org", "a\\b c"),
                person("+37112345", "Ada  Lovelace", "ADA@EXAMPLE.ORG", "[x]"));
        int found = 0;

        for (Subject person : people) {
            for (int i = 0; i < TEXTS / AT_ONCE; i++) {
                List<String> texts =
                        IntStream.range(0, AT_ONCE).mapToObj(n -> text(person)).toList();
                List<Boolean> candidates = candidates(person, texts);
                for (int n = 0; n < AT_ONCE; n++) {
                    boolean mentioned = person.isMentionedIn(texts.get(n));
                    found += mentioned ? 1 : 0;
                    assertThat(candidates.get(n) || !mentioned).as(texts.get(n)).isTrue();
                }
            }
        }

        assertThat(found).as("texts with a mention").isGreaterThan(TEXTS);
    }

    @Test
    void aTextOfPlainLettersThatMentionsNobodyIsNoCandidate() {
        Subject person = person("+12025550101", "Zoé Müller-Straße", "zoe.muller@example.org", "evt_100%");

        List<Boolean> candidates = candidates(
                person, List.of("Zoe Muller-Strasse {[]} ~!", "[\"a\"]", "2025550", "evt-100", "", "zoé", "a\\b"));

        assertThat(candidates).containsExactly(false, false, false, false, false, true, true);
    }

    private List<Boolean> candidates(Subject person, List<String> texts) {
        return db.session().read(dsl -> {
            List<Field<Boolean>> columns = new ArrayList<>();
            for (String text : texts) {
                columns.add(isCandidate(dsl, person, text));
            }
            return columns.stream()
                    .map(dsl.select(columns).fetchSingle()::get)
                    .map(Boolean.TRUE::equals)
                    .toList();
        });
    }

    private static Field<Boolean> isCandidate(DSLContext dsl, Subject person, String text) {
        return field(SubjectConditions.byMention(dsl, List.of(val(text)), person))
                .as("c" + UUID.randomUUID());
    }

    private String text(Subject person) {
        StringBuilder text = new StringBuilder(noise());
        List<String> words = new ArrayList<>(Forms.ofPhone());
        person.mentions()
                .forEach(mention -> words.addAll(Forms.ofText(mention.text()).values()));
        words.add(String.join(separator(), person.phone().split("")));
        text.append(random.nextInt(4) == 0 ? "" : separator());
        text.append(words.get(random.nextInt(words.size())));
        text.append(random.nextInt(4) == 0 ? "" : separator());
        return text.append(noise()).toString();
    }

    private String separator() {
        return List.of(" ", "-", ".", " / ", "\u00a0", "(", "").get(random.nextInt(7));
    }

    private String noise() {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            noise.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
        }
        return noise.toString();
    }

    private static Subject person(String phone, String name, String email, String externalId) {
        CustomersRecord customer = new CustomersRecord();
        customer.setId(new UUID(0, 1));
        customer.setPhone(phone);
        customer.setName(name);
        customer.setEmail(email);
        return Subject.of(customer, List.of(externalId));
    }
}
