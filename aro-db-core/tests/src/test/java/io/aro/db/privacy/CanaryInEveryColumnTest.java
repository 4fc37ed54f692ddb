package io.aro.db.privacy;

import static io.aro.db.schema.Tables.APPOINTMENT_TRANSITIONS;
import static io.aro.db.schema.Tables.DEAD_LETTERS;
import static io.aro.db.schema.Tables.DELIVERY_SUBJECTS;
import static io.aro.db.schema.Tables.EVENTS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_KEYS;
import static io.aro.db.schema.Tables.IDEMPOTENCY_STEPS;
import static io.aro.db.schema.Tables.WORKFLOW_INSTANCES;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.StatusChange;
import io.aro.db.customer.Customer;
import io.aro.db.customer.NewCustomer;
import io.aro.db.event.Actor;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.privacy.internal.ErasureRule;
import io.aro.db.privacy.internal.PersonalDataInventory;
import io.aro.db.privacy.internal.TableRules;
import io.aro.db.schema.DefaultSchema;
import io.aro.db.testkit.BothEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mentions of a person in every column of text or JSON, in every form, in rows without a key to the person.
 *
 * <p>{@link PrivacyTest} covers the rows with a key.
 */
@BothEngines
class CanaryInEveryColumnTest {

    private static final String NAME = "Zoé Canaryname";
    private static final String EMAIL = "zoe.canary@example.org";
    private static final Path PAGE = Path.of("../../docs/data-lifecycle.md");

    private final AroDatabase db;
    private int rows;

    CanaryInEveryColumnTest(AroDatabase db) {
        this.db = db;
    }

    @Test
    void everySearchedColumnLosesEveryForm() {
        Customer person = db.customers()
                .create(NewCustomer.withPhone("+12025550101").withName(NAME).withEmail(EMAIL));
        List<String> forms = new ArrayList<>(Forms.ofPhone());
        forms.addAll(Forms.ofText(NAME).values());
        forms.addAll(Forms.ofText(EMAIL).values());
        List<TableField<?, ?>> places = places();
        places.forEach(place -> forms.forEach(form -> plant(place, form)));
        places.forEach(place -> assertThat(left(place, forms))
                .as("planted in " + place)
                .containsExactlyInAnyOrderElementsOf(new TreeSet<>(forms)));

        db.privacy().withConsentRetention(Period.ZERO).erase(person.id(), Actor.admin("privacy-desk"));

        Map<String, Set<String>> left = new TreeMap<>();
        places.forEach(place -> left.put(place.toString(), left(place, forms)));
        assertThat(left)
                .hasSize(places.size())
                .allSatisfy((place, found) -> assertThat(found).as(place).isEmpty());
    }

    @Test
    void everyOtherTextIsOfThePersonsOwnRowOrNamedOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        Set<String> unnamed = new TreeSet<>();
        for (Table<?> table : DefaultSchema.DEFAULT_SCHEMA.getTables()) {
            for (Field<?> column : table.fields()) {
                String name = table.getName() + "." + column.getName();
                if (isText(column) && stays(table, column) && !page.contains("`" + name + "`")) {
                    unnamed.add(name);
                }
            }
        }

        assertThat(unnamed).as("texts that an erasure leaves").isEmpty();
    }

    private static List<TableField<?, ?>> places() {
        return PersonalDataInventory.ENTRIES.stream()
                .<TableField<?, ?>>mapMulti((entry, each) -> entry.searched().forEach(each))
                .toList();
    }

    private static boolean isText(Field<?> column) {
        return column.getType() == String.class || column.getType() == JSONB.class || column.getType() == List.class;
    }

    private static boolean stays(Table<?> table, Field<?> column) {
        return PersonalDataInventory.IMPERSONAL.contains(table) || isKept(PersonalDataInventory.of(table), column);
    }

    private static <R extends Record> boolean isKept(TableRules<R> entry, Field<?> column) {
        return entry.columns(ErasureRule.KEPT, ErasureRule.EVIDENCE).contains(column);
    }

    private void plant(TableField<?, ?> place, String form) {
        rows++;
        if (place.equals(APPOINTMENT_TRANSITIONS.ACTOR_ID)) {
            UUID visit = anAppointment().insert(db).id();
            db.appointments()
                    .updateStatus(visit, AppointmentStatus.CONFIRMED, StatusChange.by(Actor.user("n: " + form)));
            return;
        }
        db.session().<Integer>write(dsl -> insert(dsl, place, form));
    }

    private int insert(DSLContext dsl, TableField<?, ?> place, String form) {
        Table<?> table = Objects.requireNonNull(place.getTable());
        Record row = base(dsl, table);
        if (place.getType() == JSONB.class) {
            String text = JsonMapper.shared().writeValueAsString(form);
            set(
                    row,
                    place,
                    JSONB.jsonb(String.format(
                            Locale.ROOT, "{\"a\":%s,\"b\":[{%s:1}],\"c\":%s}", text, text, Forms.escaped(form))));
        } else {
            set(row, place, "n" + rows + ": " + form);
        }
        return dsl.insertInto(table).set(row).execute();
    }

    private static <T> void set(Record row, Field<T> column, Object value) {
        row.set(column, column.getType().cast(value));
    }

    /** Returns a row of the table without a mention; a new table with searched columns needs a row here. */
    private Record base(DSLContext dsl, Table<?> table) {
        Record row = dsl.newRecord(table);
        Instant now = db.session().now();
        if (table.equals(EVENTS)) {
            return row.with(EVENTS.ID, UUID.randomUUID())
                    .with(EVENTS.TIMESTAMP, now)
                    .with(EVENTS.TYPE, "call.noted")
                    .with(EVENTS.ENTITY_TYPE, "call")
                    .with(EVENTS.ENTITY_ID, new UUID(0, 1))
                    .with(EVENTS.ACTOR, "system")
                    .with(EVENTS.DATA, JSONB.jsonb("{}"))
                    .with(EVENTS.METADATA, JSONB.jsonb("{}"));
        }
        if (table.equals(DEAD_LETTERS)) {
            return row.with(DEAD_LETTERS.ID, UUID.randomUUID()).with(DEAD_LETTERS.SKILL_NAME, "send");
        }
        if (table.equals(WORKFLOW_INSTANCES)) {
            return row.with(WORKFLOW_INSTANCES.ID, UUID.randomUUID())
                    .with(WORKFLOW_INSTANCES.WORKFLOW_NAME, "recall")
                    .with(WORKFLOW_INSTANCES.CURRENT_STATE, "pending");
        }
        if (table.equals(DELIVERY_SUBJECTS)) {
            return row.with(DELIVERY_SUBJECTS.SOURCE, "calendly").with(DELIVERY_SUBJECTS.OCCURRED_AT, now);
        }
        if (table.equals(IDEMPOTENCY_KEYS)) {
            return row.with(IDEMPOTENCY_KEYS.KEY, "k" + rows);
        }
        assertThat(table).isEqualTo(IDEMPOTENCY_STEPS);
        dsl.insertInto(IDEMPOTENCY_KEYS).set(IDEMPOTENCY_KEYS.KEY, "k" + rows).execute();
        return row.with(IDEMPOTENCY_STEPS.SCOPE, "")
                .with(IDEMPOTENCY_STEPS.SOURCE, "")
                .with(IDEMPOTENCY_STEPS.KEY, "k" + rows)
                .with(IDEMPOTENCY_STEPS.NAME, "send")
                .with(IDEMPOTENCY_STEPS.FENCE, 1L);
    }

    /** Returns the forms found literally in the column. */
    private Set<String> left(TableField<?, ?> place, List<String> forms) {
        List<String> values = db.session()
                .read(dsl -> dsl.select(place)
                        .from(place.getTable())
                        .where(place.isNotNull())
                        .fetch(row -> plain(row.get(place))));
        Set<String> found = new TreeSet<>(forms);
        found.removeIf(form -> values.stream().noneMatch(value -> value.contains(form)));
        return found;
    }

    private static String plain(Object value) {
        return value instanceof JSONB document
                ? JsonMapper.shared().readValue(document.data(), Map.class).toString()
                : value.toString();
    }
}
