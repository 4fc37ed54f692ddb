package io.aro.db.consent;

import io.aro.db.contact.Channel;
import io.aro.db.schema.tables.records.ConsentsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A consent or an opt-out on record; never changed.
 *
 * @param id the id
 * @param customerId the customer, if known
 * @param phone the number in E.164 form of who gave it
 * @param channel the channel it is about, or null for every one
 * @param given true for a consent, false for an opt-out
 * @param consentDate when a consent was given
 * @param method how a consent was given
 * @param optOutDate when a person opted out
 * @param evidence what shows it
 * @param createdAt when the row was made; later than every row made before about the same phone
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

    /** Returns the consent or opt-out of a row. */
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
