package io.aro.db.privacy;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Everything that the database holds about a customer, as one JSON document.
 *
 * <p>Its members are {@code format} (always {@code aro-db.customer-export}), {@code version} (1), {@code exported_at},
 * {@code customer_id} and {@code tables}. The last has a member for each table that can hold personal data, by its name: a
 * list of its rows in the order of their primary key. A row has a member for each column, by its name; ids and times
 * (UTC) are texts, decimals are numbers, documents are part of it. A later version may add members and takes none away.
 *
 * @param customerId the customer
 * @param exportedAt when it was read; it is one snapshot
 * @param document the document
 */
public record CustomerExport(UUID customerId, Instant exportedAt, JsonNode document) {

    /** Returns the document as text. */
    public String json() {
        return document.toString();
    }

    /** Leaves out the document, which is all that is known about a person. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "CustomerExport[customerId=%s, exportedAt=%s]", customerId, exportedAt);
    }
}
