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
 * The values of an opt-out to be appended, which revokes every earlier consent; immutable.
 *
 * @param phone the number in E.164 form of who opted out
 * @param channel the channel it is from, or null for every one
 * @param optedOutAt when, or null for the time it is recorded; cut to microseconds
 * @param customerId the customer, or null for the one with the phone, if there is one
 * @param evidence what shows it, such as the message that said STOP
 * @param recordedBy who records it
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
     * @throws InvalidValueException if one does not fit its column
     */
    public NewOptOut {
        phone = Values.phone("phone", phone);
        optedOutAt = optedOutAt == null ? null : Values.instant("opt-out date", optedOutAt);
        evidence = Values.required("evidence", evidence).checked();
        Values.required("recorded by", recordedBy);
    }

    /** Returns an opt-out from every channel. */
    public static NewOptOut fromAll(String phone) {
        return new NewOptOut(phone, null, null, null, Evidence.none(), UNSTATED);
    }

    /** Returns an opt-out from one channel. */
    public static NewOptOut from(Channel channel, String phone) {
        Values.required("channel", channel);
        return new NewOptOut(phone, channel, null, null, Evidence.none(), UNSTATED);
    }

    /** Returns a copy that was said at a time in the past; it revokes what is on record all the same. */
    public NewOptOut withOptedOutAt(Instant time) {
        return new NewOptOut(phone, channel, Values.required("opt-out date", time), customerId, evidence, recordedBy);
    }

    /** Returns a copy that belongs to a customer, whoever has the phone now. */
    public NewOptOut withCustomerId(UUID id) {
        return new NewOptOut(phone, channel, optedOutAt, Values.required("customer id", id), evidence, recordedBy);
    }

    /** Returns a copy with what shows it. */
    public NewOptOut withEvidence(Evidence shown) {
        return new NewOptOut(phone, channel, optedOutAt, customerId, shown, recordedBy);
    }

    /** Returns a copy that says who records it. */
    public NewOptOut withRecordedBy(Actor actor) {
        return new NewOptOut(phone, channel, optedOutAt, customerId, evidence, actor);
    }

    /** Returns the row of this opt-out. */
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
