package io.aro.db.model;

import io.aro.db.appointment.StatusChange;
import org.jspecify.annotations.Nullable;

/** The actor, the reason and the conditions of a status change. */
record Command(
        Who who,
        @Nullable String reason,
        @Nullable Integer version,
        @Nullable String commandId) {

    StatusChange change() {
        return new StatusChange(who.actor(), reason, version, commandId);
    }

    /** Returns the command if valid. */
    Command checked() {
        who.checked();
        Check.optional(reason, 500);
        Check.positive(version);
        Check.textIfAny(commandId, 255);
        return this;
    }

    /** Returns the command of a booking, with an actor only. */
    static Command by(Who who) {
        return new Command(who, null, null, null);
    }
}
