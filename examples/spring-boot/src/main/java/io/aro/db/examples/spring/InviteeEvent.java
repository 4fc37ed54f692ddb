package io.aro.db.examples.spring;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Objects;

/** An event of Calendly about one invitee, with the fields used here. A missing field makes the body malformed. */
record InviteeEvent(String event, Invitee payload) {

    static final String CANCELED = "invitee.canceled";

    InviteeEvent {
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(payload, "payload");
    }

    /**
     * An invitee.
     *
     * @param uri the identity of the booking
     * @param phone the number for text messages
     */
    record Invitee(
            String uri,
            String name,
            @JsonProperty("text_reminder_number") String phone,
            @JsonProperty("scheduled_event") Slot slot) {

        Invitee {
            Objects.requireNonNull(uri, "uri");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(phone, "text_reminder_number");
            Objects.requireNonNull(slot, "scheduled_event");
        }
    }

    /** The booked time. */
    record Slot(
            String name,
            @JsonProperty("start_time") Instant start,
            @JsonProperty("end_time") Instant end) {

        Slot {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(start, "start_time");
            Objects.requireNonNull(end, "end_time");
        }
    }

    /** Returns the idempotency key within Calendly, which sends no delivery id. */
    String key() {
        return event + ":" + payload.uri();
    }
}
