package io.aro.db.appointment;

import io.aro.db.event.Actor;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import org.jspecify.annotations.Nullable;

/**
 * The originator, reason and conditions of a status change; immutable.
 *
 * @param actor the originator
 * @param reason the reason, at most 500 characters, or null
 * @param expectedVersion the version for the optimistic lock, or null for no check
 * @param commandId the caller's idempotency id of the command, at most 255 characters; applied once per appointment
 */
public record StatusChange(
        Actor actor,
        @Nullable String reason,
        @Nullable Integer expectedVersion,
        @Nullable String commandId) {

    /**
     * Checks the lengths and the version.
     *
     * @throws InvalidValueException if a text is too long, or the version is below 1
     */
    public StatusChange {
        Values.required("actor", actor);
        reason = Values.optionalText("reason", reason, 500);
        commandId = commandId == null ? null : Values.text("command id", commandId, 255);
        if (expectedVersion != null) {
            Values.positive("expected version", expectedVersion);
        }
    }

    /** Returns a change by an actor, without reason or conditions. */
    public static StatusChange by(Actor actor) {
        return new StatusChange(actor, null, null, null);
    }

    /** Returns a copy with a reason; null removes it. */
    public StatusChange withReason(@Nullable String why) {
        return new StatusChange(actor, why, expectedVersion, commandId);
    }

    /** Returns a copy with an optimistic lock on the version read by the caller. */
    public StatusChange withExpectedVersion(int version) {
        return new StatusChange(actor, reason, version, commandId);
    }

    /** Returns a copy with a command id. Repetitions with the same id have no effect. */
    public StatusChange withCommandId(String id) {
        return new StatusChange(actor, reason, expectedVersion, Values.required("command id", id));
    }
}
