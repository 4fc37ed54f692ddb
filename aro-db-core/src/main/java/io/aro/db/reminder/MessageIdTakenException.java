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
                "The message id %s belongs to reminder %s already; record each message under the id of its own.",
                messageId,
                reminderId));
        this.messageId = messageId;
        this.reminderId = reminderId;
    }

    public String messageId() {
        return messageId;
    }

    /** Returns the reminder that has the message id. */
    public UUID reminderId() {
        return reminderId;
    }
}
