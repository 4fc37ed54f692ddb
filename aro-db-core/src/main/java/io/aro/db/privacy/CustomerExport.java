package io.aro.db.privacy;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * All data about a customer in the database, as a JSON document read from a single snapshot.
 *
 * <p>The members are {@code format} (always {@code aro-db.customer-export}), {@code version} (1), {@code exported_at},
 * {@code customer_id} and {@code tables}. {@code tables} has a member for each table with personal data: a list of rows
 * in the order of the primary key. Each row has a member for each column. Ids and times (UTC) are texts, decimals are
 * numbers, and JSON documents are nested. Later versions may add members, but never remove any.
 *
 * @param customerId the customer
 * @param exportedAt the time of the export
 * @param document the document; a mutable Jackson tree
 */
public record CustomerExport(UUID customerId, Instant exportedAt, JsonNode document) {

    /** Returns the document as JSON text. */
    public String json() {
        return document.toString();
    }

    /** Returns the id and the time only, because the document is personal data. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "CustomerExport[customerId=%s, exportedAt=%s]", customerId, exportedAt);
    }
}
