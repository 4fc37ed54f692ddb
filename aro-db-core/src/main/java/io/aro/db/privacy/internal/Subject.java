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
 * The person of an export or an erasure.
 *
 * @param customerId the customer
 * @param phone the number in E.164 form; empty if the customer's row is deleted
 * @param mentions the identifiers to search for in rows without a key to the customer
 */
public record Subject(UUID customerId, String phone, List<PersonalIdentifier> mentions) {

    /**
     * Reads the person of a customer.
     *
     * @throws NotFoundException if the customer does not exist
     */
    public static Subject of(Session session, UUID customerId) {
        return find(session, customerId).orElseThrow(() -> new NotFoundException("customer", customerId));
    }

    /** Returns the person of a deleted customer, known by id only. */
    static Subject ofDeleted(UUID customerId) {
        return new Subject(customerId, "", List.of());
    }

    /** Reads the person of a customer; empty if the customer's row is deleted. */
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

    /**
     * Returns the person of a customer's row.
     *
     * @param externalIds the providers' ids of the customer's appointments
     */
    public static Subject of(CustomersRecord customer, List<String> externalIds) {
        List<PersonalIdentifier> mentions = new ArrayList<>();
        mentions.add(PersonalIdentifier.ofPhone(customer.getPhone()));
        add(mentions, customer.getEmail());
        String name = customer.getName();
        // A single word may be anyone's name, or an ordinary word.
        add(mentions, name != null && Folding.of(name).strip().contains(" ") ? name : null);
        externalIds.forEach(id -> add(mentions, id));
        return new Subject(customer.getId(), customer.getPhone(), List.copyOf(mentions));
    }

    private static void add(List<PersonalIdentifier> mentions, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            mentions.add(PersonalIdentifier.ofText(text));
        }
    }

    /** Returns whether both persons have equal identifiers. */
    boolean isKnownAs(Subject other) {
        return words().equals(other.words());
    }

    private List<String> words() {
        return mentions.stream().map(PersonalIdentifier::text).toList();
    }

    /** Returns whether any of the columns of a row mentions the person. */
    public boolean isMentionedIn(Record row, List<? extends Field<?>> columns) {
        return columns.stream()
                .map(row::get)
                .filter(Objects::nonNull)
                .anyMatch(value -> value instanceof JSONB document
                        ? Redaction.isMentionedIn(Json.read(document.data(), JsonNode.class), this)
                        : isMentionedIn(value.toString()));
    }

    /** Returns whether the text mentions the person. */
    public boolean isMentionedIn(String text) {
        List<String> forms = Folding.formsOf(text);
        return mentions.stream().anyMatch(mention -> forms.stream().anyMatch(mention::isIn));
    }
}
