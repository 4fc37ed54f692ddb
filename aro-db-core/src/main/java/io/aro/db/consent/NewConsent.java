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
 * The values of a consent to record; immutable.
 *
 * @param phone the person's number in E.164 form
 * @param channel the channel, or null for all channels
 * @param method the method of the consent
 * @param givenAt the stated time, or null for the recording time; truncated to microseconds; evidence only
 * @param customerId the id of the customer; null assigns the customer with the phone, if any
 * @param evidence the evidence
 * @param recordedBy the originator of the record
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
     * @throws InvalidValueException if a value does not fit its column, or the method is missing
     */
    public NewConsent {
        phone = Values.phone("phone", phone);
        Values.required("consent method", method);
        givenAt = givenAt == null ? null : Values.instant("consent date", givenAt);
        evidence = Values.required("evidence", evidence).checked();
        Values.required("recorded by", recordedBy);
    }

    /** Returns a consent to all channels. Its originator is the system {@code aro-db}. */
    public static NewConsent toAll(String phone, ConsentMethod method) {
        return new NewConsent(phone, null, method, null, null, Evidence.none(), UNSTATED);
    }

    /** Returns a consent to one channel. Its originator is the system {@code aro-db}. */
    public static NewConsent to(Channel channel, String phone, ConsentMethod method) {
        Values.required("channel", channel);
        return new NewConsent(phone, channel, method, null, null, Evidence.none(), UNSTATED);
    }

    /** Returns a copy with a stated time in the past. The consent still takes effect on recording. */
    public NewConsent withGivenAt(Instant time) {
        return new NewConsent(
                phone, channel, method, Values.required("consent date", time), customerId, evidence, recordedBy);
    }

    /** Returns a copy assigned to a customer, regardless of the present owner of the phone. */
    public NewConsent withCustomerId(UUID id) {
        return new NewConsent(
                phone, channel, method, givenAt, Values.required("customer id", id), evidence, recordedBy);
    }

    /** Returns a copy with evidence. */
    public NewConsent withEvidence(Evidence shown) {
        return new NewConsent(phone, channel, method, givenAt, customerId, shown, recordedBy);
    }

    /** Returns a copy with the originator of the record. */
    public NewConsent withRecordedBy(Actor actor) {
        return new NewConsent(phone, channel, method, givenAt, customerId, evidence, actor);
    }

    /**
     * Returns the row of this consent.
     *
     * @param takenAt the stated time
     * @param now the recording time
     */
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
