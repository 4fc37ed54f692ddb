package io.aro.db.ordering;

import static io.aro.db.schema.Tables.DELIVERY_SUBJECTS;

import java.time.Instant;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a source's events, and the time up to which they are applied; immutable.
 *
 * @param scope whose subject it is, empty for the only one
 * @param source who sends the events
 * @param subject the id of the thing at the source; of one that an erasure has renamed, {@code erased:} and a keyed hash
 * @param occurredAt when the newest event that was applied occurred, as the source says
 * @param superseded how many events were dropped because a newer one had been applied
 * @param lastSupersededAt when the last of them came, if one did
 */
public record DeliverySubject(
        String scope,
        String source,
        String subject,
        Instant occurredAt,
        long superseded,
        @Nullable Instant lastSupersededAt) {

    static DeliverySubject of(Record row) {
        return new DeliverySubject(
                row.get(DELIVERY_SUBJECTS.SCOPE),
                row.get(DELIVERY_SUBJECTS.SOURCE),
                row.get(DELIVERY_SUBJECTS.SUBJECT),
                row.get(DELIVERY_SUBJECTS.OCCURRED_AT),
                row.get(DELIVERY_SUBJECTS.SUPERSEDED),
                row.get(DELIVERY_SUBJECTS.LAST_SUPERSEDED_AT));
    }
}
