package io.aro.db.privacy.internal;

import static io.aro.db.schema.Tables.APPOINTMENTS;
import static io.aro.db.schema.Tables.CUSTOMERS;

import io.aro.db.internal.json.Json;
import io.aro.db.refusal.NotFoundException;
import io.aro.db.repository.Session;
import io.aro.db.schema.tables.records.CustomersRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The person that an export or an erasure is about.
 *
 * @param customerId the customer
 * @param phone the number in E.164 form; empty if the customer's row is gone
 * @param mentions by what the person is known where no key leads to the customer
 */
public record Subject(UUID customerId, String phone, List<PersonalIdentifier> mentions) {

    /**
     * Reads who the customer is.
     *
     * @throws NotFoundException if there is no such customer
     */
    public static Subject of(Session session, UUID customerId) {
        return find(session, customerId).orElseThrow(() -> new NotFoundException("customer", customerId));
    }

    /** Returns a person of whom only the id is left; nothing mentions the person any more. */
    static Subject ofDeleted(UUID customerId) {
        return new Subject(customerId, "", List.of());
    }

    /** Reads who the customer is; nothing if the row of the customer is gone. */
    static Optional<Subject> find(Session session, UUID customerId) {
        Optional<CustomersRecord> customer = session.read(dsl ->
                dsl.selectFrom(CUSTOMERS).where(CUSTOMERS.ID.eq(customerId)).fetchOptional());
        return customer.map(row -> of(row, externalIds(session, customerId)));
    }

    private static List<String> externalIds(Session session, UUID customerId) {
        return session.read(dsl -> dsl.select(APPOINTMENTS.EXTERNAL_ID)
                .from(APPOINTMENTS)
                .where(APPOINTMENTS.CUSTOMER_ID.eq(customerId))
                .and(APPOINTMENTS.EXTERNAL_ID.isNotNull())
                .orderBy(APPOINTMENTS.ID)
                .fetch(APPOINTMENTS.EXTERNAL_ID));
    }

    /** Returns the subject as the customer's row and the ids that providers gave the appointments tell it. */
    public static Subject of(CustomersRecord customer, List<String> externalIds) {
        List<PersonalIdentifier> mentions = new ArrayList<>();
        mentions.add(PersonalIdentifier.ofPhone(customer.getPhone()));
        add(mentions, customer.getEmail());
        String name = customer.getName();
        // One word alone may be anybody's name, or no name at all.
        add(mentions, name != null && Folding.of(name).strip().contains(" ") ? name : null);
        externalIds.forEach(id -> add(mentions, id));
        return new Subject(customer.getId(), customer.getPhone(), List.copyOf(mentions));
    }

    private static void add(List<PersonalIdentifier> mentions, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            mentions.add(PersonalIdentifier.ofText(text));
        }
    }

    /** Tells whether the person is known by the same words as the other. */
    boolean isKnownAs(Subject other) {
        return words().equals(other.words());
    }

    private List<String> words() {
        return mentions.stream().map(PersonalIdentifier::text).toList();
    }

    /** Tells whether one of some columns of a row mentions the person. */
    public boolean isMentionedIn(Record row, List<? extends Field<?>> columns) {
        return columns.stream()
                .map(row::get)
                .filter(Objects::nonNull)
                .anyMatch(value -> value instanceof JSONB document
                        ? Redaction.isMentionedIn(Json.read(document.data(), JsonNode.class), this)
                        : isMentionedIn(value.toString()));
    }

    /** Tells whether the text mentions the person. */
    public boolean isMentionedIn(String text) {
        List<String> forms = Folding.formsOf(text);
        return mentions.stream().anyMatch(mention -> forms.stream().anyMatch(mention::isIn));
    }
}
