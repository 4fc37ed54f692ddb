package io.aro.db.consent;

import io.aro.db.contact.Channel;
import io.aro.db.schema.tables.records.ConsentsRecord;
import org.jspecify.annotations.Nullable;

/** Turns rows of {@code consents} into values. */
final class ConsentRows {

    private ConsentRows() {}

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

    private static @Nullable Channel channel(@Nullable String literal) {
        return literal == null ? null : Channel.of(literal);
    }

    private static @Nullable ConsentMethod method(@Nullable String literal) {
        return literal == null ? null : ConsentMethod.of(literal);
    }
}
