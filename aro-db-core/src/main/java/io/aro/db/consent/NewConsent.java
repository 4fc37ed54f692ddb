package io.aro.db.consent;

import io.aro.db.contact.Channel;
import io.aro.db.event.Actor;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.schema.tables.records.ConsentsRecord;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The values of a consent to be appended; immutable.
 *
 * @param phone the number in E.164 form of who gave it
 * @param channel the channel it is for, or null for every one
 * @param method how it was given
 * @param givenAt when, or null for the time it is recorded; cut to microseconds; evidence, which decides nothing
 * @param customerId the customer, or null for the one with the phone, if there is one
 * @param evidence what shows it
 * @param recordedBy who records it
 */
public record NewConsent(
        String phone,
        @Nullable Channel channel,
        ConsentMethod method,
        @Nullable Instant givenAt,
        @Nullable UUID customerId,
        Evidence evidence,
        Actor recordedBy) {

    private static final Actor UNSTATED = Actor.system("aro-db");

    /**
     * Checks every value.
     *
     * @throws InvalidValueException if one does not fit its column or there is no method
     */
    public NewConsent {
        phone = Values.phone("phone", phone);
        Values.required("consent method", method);
        givenAt = givenAt == null ? null : Values.instant("consent date", givenAt);
        evidence = Values.required("evidence", evidence).checked();
        Values.required("recorded by", recordedBy);
    }

    /** Returns a consent to every channel. */
    public static NewConsent toAll(String phone, ConsentMethod method) {
        return new NewConsent(phone, null, method, null, null, Evidence.none(), UNSTATED);
    }

    /** Returns a consent to one channel. */
    public static NewConsent to(Channel channel, String phone, ConsentMethod method) {
        Values.required("channel", channel);
        return new NewConsent(phone, channel, method, null, null, Evidence.none(), UNSTATED);
    }

    /** Returns a copy that was given at a time in the past; it takes effect when it is recorded all the same. */
    public NewConsent withGivenAt(Instant time) {
        return new NewConsent(
                phone, channel, method, Values.required("consent date", time), customerId, evidence, recordedBy);
    }

    /** Returns a copy that belongs to a customer, whoever has the phone now. */
    public NewConsent withCustomerId(UUID id) {
        return new NewConsent(
                phone, channel, method, givenAt, Values.required("customer id", id), evidence, recordedBy);
    }

    /** Returns a copy with what shows it. */
    public NewConsent withEvidence(Evidence shown) {
        return new NewConsent(phone, channel, method, givenAt, customerId, shown, recordedBy);
    }

    /** Returns a copy that says who records it. */
    public NewConsent withRecordedBy(Actor actor) {
        return new NewConsent(phone, channel, method, givenAt, customerId, evidence, actor);
    }

    /** Returns the row of this consent. */
    ConsentsRecord toRow(UUID id, Instant takenAt, Instant now) {
        ConsentsRecord row = evidence.toRow(id, now);
        row.setPhone(phone);
        row.setChannel(channel == null ? null : channel.literal());
        row.setCustomerId(customerId);
        row.setConsentGiven(true);
        row.setConsentDate(takenAt);
        row.setConsentMethod(method.literal());
        return row;
    }
}
