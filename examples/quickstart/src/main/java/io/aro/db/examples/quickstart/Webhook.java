package io.aro.db.examples.quickstart;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.aro.db.examples.quickstart.Webhook.Canceled;
import io.aro.db.examples.quickstart.Webhook.Created;
import io.aro.db.examples.quickstart.Webhook.Other;

/** The content of one delivery; {@code event} selects the case. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event", visible = true, defaultImpl = Other.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Created.class, name = Created.EVENT),
    @JsonSubTypes.Type(value = Canceled.class, name = Canceled.EVENT)
})
sealed interface Webhook {

    /** A booking; rescheduling is a new booking, too. */
    record Created(Invitee payload) implements Webhook {
        static final String EVENT = "invitee.created";
    }

    /** The cancellation of a booking, or its rescheduling. */
    record Canceled(Invitee payload) implements Webhook {
        static final String EVENT = "invitee.canceled";
    }

    /** An event without an appointment. */
    record Other(String event) implements Webhook {}

    /**
     * An unreadable body.
     *
     * @param reason the defect; never quotes the body, which may hold personal data
     */
    record Malformed(String reason) implements Webhook {}
}
