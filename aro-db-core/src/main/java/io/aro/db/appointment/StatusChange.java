package io.aro.db.appointment;

import io.aro.db.event.Actor;
import io.aro.db.internal.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * The actor, the reason and the conditions of a change of status; immutable.
 *
 * @param actor who does it
 * @param reason why, at most 500 characters
 * @param expectedVersion the version the caller read, or null to change whatever is there
 * @param commandId the caller's id of this command, at most 255 characters; the same id is applied once
 */
public record StatusChange(
        Actor actor,
        @Nullable String reason,
        @Nullable Integer expectedVersion,
        @Nullable String commandId) {

    /** Checks the lengths. */
    public StatusChange {
        Values.required("actor", actor);
        reason = Values.optionalText("reason", reason, 500);
        commandId = commandId == null ? null : Values.text("command id", commandId, 255);
        if (expectedVersion != null) {
            Values.positive("expected version", expectedVersion);
        }
    }

    /** Returns a change by an actor, for no stated reason and without conditions. */
    public static StatusChange by(Actor actor) {
        return new StatusChange(actor, null, null, null);
    }

    /** Returns a copy with a reason, or with none. */
    public StatusChange withReason(@Nullable String why) {
        return new StatusChange(actor, why, expectedVersion, commandId);
    }

    /** Returns a copy that applies only to the version the caller read. */
    public StatusChange withExpectedVersion(int version) {
        return new StatusChange(actor, reason, version, commandId);
    }

    /** Returns a copy that is applied once, however often it is repeated with this id. */
    public StatusChange withCommandId(String id) {
        return new StatusChange(actor, reason, expectedVersion, Values.required("command id", id));
    }
}
