package io.aro.db.consent;

import static io.aro.db.schema.Tables.CONSENTS;

import io.aro.db.contact.Channel;
import io.aro.db.schema.tables.records.ConsentsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

/** Turns rows of {@code consents} into values, and consents and opt-outs into rows. */
final class ConsentRows {

    private ConsentRows() {}

    /** Tells whether a row is about the channel: about it alone, or about every one. */
    static Condition concerns(Channel channel) {
        return CONSENTS.CHANNEL.isNull().or(CONSENTS.CHANNEL.eq(channel.literal()));
    }

    static Consent toConsent(ConsentsRecord row) {
        return new Consent(
                row.getId(),
                row.getCustomerId(),
                row.getPhone(),
                channel(row.getChannel()),
                row.getConsentGiven(),
                row.getConsentDate(),
                method(row.getConsentMethod()),
                row.getOptOutDate(),
                new Evidence(
                        row.getConsentText(),
                        row.getTextVersion(),
                        row.getSource(),
                        row.getIpAddress(),
                        row.getUserAgent()),
                row.getCreatedAt());
    }

    static ConsentsRecord toRow(NewConsent consent, UUID id, Instant givenAt, Instant now) {
        ConsentsRecord row = row(consent.phone(), consent.channel(), consent.evidence(), id, now);
        row.setCustomerId(consent.customerId());
        row.setConsentGiven(true);
        row.setConsentDate(givenAt);
        row.setConsentMethod(consent.method().literal());
        return row;
    }

    static ConsentsRecord toRow(NewOptOut optOut, UUID id, Instant optedOutAt, Instant now) {
        ConsentsRecord row = row(optOut.phone(), optOut.channel(), optOut.evidence(), id, now);
        row.setCustomerId(optOut.customerId());
        row.setOptOutDate(optedOutAt);
        row.setConsentGiven(false);
        return row;
    }

    private static ConsentsRecord row(
            String phone, @Nullable Channel channel, Evidence evidence, UUID id, Instant now) {
        ConsentsRecord row = new ConsentsRecord();
        row.setId(id);
        row.setPhone(phone);
        row.setChannel(channel == null ? null : channel.literal());
        row.setConsentText(evidence.text());
        row.setTextVersion(evidence.textVersion());
        row.setSource(evidence.source());
        row.setIpAddress(evidence.ipAddress());
        row.setUserAgent(evidence.userAgent());
        row.setCreatedAt(now);
        return row;
    }

    private static @Nullable Channel channel(@Nullable String literal) {
        return literal == null ? null : Channel.of(literal);
    }

    private static @Nullable ConsentMethod method(@Nullable String literal) {
        return literal == null ? null : ConsentMethod.of(literal);
    }
}
