package io.aro.db.examples.quickstart;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.aro.db.examples.quickstart.Webhook.Canceled;
import io.aro.db.examples.quickstart.Webhook.Created;
import io.aro.db.examples.quickstart.Webhook.Other;

/** Is what one delivery says: its {@code event} decides which of the four it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event", visible = true, defaultImpl = Other.class)
@JsonSubTypes({
    @JsonSubTypes.Type(value = Created.class, name = Created.EVENT),
    @JsonSubTypes.Type(value = Canceled.class, name = Canceled.EVENT)
})
sealed interface Webhook {

    /** Says that someone has booked; a rescheduled appointment is a new booking, too. */
    record Created(Invitee payload) implements Webhook {
        static final String EVENT = "invitee.created";
    }

    /** Says that a booking is cancelled, or given up for another time. */
    record Canceled(Invitee payload) implements Webhook {
        static final String EVENT = "invitee.canceled";
    }

    /** Is an event that has nothing to do with appointments. */
    record Other(String event) implements Webhook {}

    /**
     * Is a body that cannot be read.
     *
     * @param reason what is wrong, without quoting the body, which may hold personal data
     */
    record Malformed(String reason) implements Webhook {}
}
