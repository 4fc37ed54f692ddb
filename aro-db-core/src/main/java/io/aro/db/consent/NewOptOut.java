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
 * The values of an opt-out to record; immutable. An opt-out revokes every earlier consent to its channels.
 *
 * @param phone the person's number in E.164 form
 * @param channel the channel, or null for all channels
 * @param optedOutAt the stated time, or null for the recording time; truncated to microseconds
 * @param customerId the id of the customer; null assigns the customer with the phone, if any
 * @param evidence the evidence, such as the message STOP
 * @param recordedBy the originator of the record
 */
public record NewOptOut(
        String phone,
        @Nullable Channel channel,
        @Nullable Instant optedOutAt,
        @Nullable UUID customerId,
        Evidence evidence,
        Actor recordedBy) {

    private static final Actor UNSTATED = Actor.system("aro-db");

    /**
     * Checks every value.
     *
     * @throws InvalidValueException if a value does not fit its column
     */
    public NewOptOut {
        phone = Values.phone("phone", phone);
        optedOutAt = optedOutAt == null ? null : Values.instant("opt-out date", optedOutAt);
        evidence = Values.required("evidence", evidence).checked();
        Values.required("recorded by", recordedBy);
    }

    /** Returns an opt-out from all channels. Its originator is the system {@code aro-db}. */
    public static NewOptOut fromAll(String phone) {
        return new NewOptOut(phone, null, null, null, Evidence.none(), UNSTATED);
    }

    /** Returns an opt-out from one channel. Its originator is the system {@code aro-db}. */
    public static NewOptOut from(Channel channel, String phone) {
        Values.required("channel", channel);
        return new NewOptOut(phone, channel, null, null, Evidence.none(), UNSTATED);
    }

    /** Returns a copy with a stated time in the past. The opt-out still revokes all recorded consents. */
    public NewOptOut withOptedOutAt(Instant time) {
        return new NewOptOut(phone, channel, Values.required("opt-out date", time), customerId, evidence, recordedBy);
    }

    /** Returns a copy assigned to a customer, regardless of the present owner of the phone. */
    public NewOptOut withCustomerId(UUID id) {
        return new NewOptOut(phone, channel, optedOutAt, Values.required("customer id", id), evidence, recordedBy);
    }

    /** Returns a copy with evidence. */
    public NewOptOut withEvidence(Evidence shown) {
        return new NewOptOut(phone, channel, optedOutAt, customerId, shown, recordedBy);
    }

    /** Returns a copy with the originator of the record. */
    public NewOptOut withRecordedBy(Actor actor) {
        return new NewOptOut(phone, channel, optedOutAt, customerId, evidence, actor);
    }

    /**
     * Returns the row of this opt-out.
     *
     * @param takenAt the stated time
     * @param now the recording time
     */
    ConsentsRecord toRow(UUID id, Instant takenAt, Instant now) {
        ConsentsRecord row = evidence.toRow(id, now);
        row.setPhone(phone);
        row.setChannel(channel == null ? null : channel.literal());
        row.setCustomerId(customerId);
        row.setOptOutDate(takenAt);
        row.setConsentGiven(false);
        return row;
    }
}
