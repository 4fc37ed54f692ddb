package io.aro.db.consent;

import io.aro.db.contact.Channel;
import io.aro.db.schema.tables.records.ConsentsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A recorded consent or opt-out; never changed.
 *
 * @param id the id
 * @param customerId the id of the customer, if known
 * @param phone the person's number in E.164 form
 * @param channel the channel, or null for all channels
 * @param given true for a consent, false for an opt-out
 * @param consentDate the stated time of a consent
 * @param method the method of a consent
 * @param optOutDate the stated time of an opt-out
 * @param evidence the evidence
 * @param createdAt the time of recording; strictly increasing per phone
 */
public record Consent(
        UUID id,
        @Nullable UUID customerId,
        String phone,
        @Nullable Channel channel,
        boolean given,
        @Nullable Instant consentDate,
        @Nullable ConsentMethod method,
        @Nullable Instant optOutDate,
        Evidence evidence,
        Instant createdAt) {

    /** Returns an immutable copy of the row. */
    static Consent of(ConsentsRecord row) {
        return new Consent(
                row.getId(),
                row.getCustomerId(),
                row.getPhone(),
                row.getChannel() == null ? null : Channel.of(row.getChannel()),
                row.getConsentGiven(),
                row.getConsentDate(),
                row.getConsentMethod() == null ? null : ConsentMethod.of(row.getConsentMethod()),
                row.getOptOutDate(),
                Evidence.of(row),
                row.getCreatedAt());
    }
}
