package io.aro.db.ordering;

import static io.aro.db.schema.Tables.DELIVERY_SUBJECTS;

import java.time.Instant;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/**
 * The subject of a source's events, with the time of its newest applied event; immutable.
 *
 * @param scope the owner of the subject, such as a tenant; empty without scopes
 * @param source the sender of the events
 * @param subject the source's id of the subject; after an erasure, {@code erased:} and a keyed hash
 * @param occurredAt the time of the newest applied event, as given by the source
 * @param superseded the number of stale events dropped so far
 * @param lastSupersededAt the arrival time of the last dropped event; null if none was dropped
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
