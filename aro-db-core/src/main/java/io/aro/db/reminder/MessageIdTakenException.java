package io.aro.db.reminder;

import io.aro.db.refusal.ConflictException;
import java.util.Locale;
import java.util.UUID;

/** Thrown when a message id belongs to another reminder; nothing was written. */
public final class MessageIdTakenException extends ConflictException {

    private static final long serialVersionUID = 1L;

    private final String messageId;
    private final UUID reminderId;

    MessageIdTakenException(String messageId, UUID reminderId) {
        super(String.format(
                Locale.ROOT,
                "The message id %s already belongs to reminder %s; record each message under its own id.",
                messageId,
                reminderId));
        this.messageId = messageId;
        this.reminderId = reminderId;
    }

    /** Returns the message id. */
    public String messageId() {
        return messageId;
    }

    /** Returns the id of the reminder with the message id. */
    public UUID reminderId() {
        return reminderId;
    }
}
