package io.aro.db.model;

import io.aro.db.appointment.StatusChange;
import org.jspecify.annotations.Nullable;

/** Is who changes a status, why, and under which conditions. */
record Command(
        Who who,
        @Nullable String reason,
        @Nullable Integer version,
        @Nullable String commandId) {

    StatusChange change() {
        return new StatusChange(who.actor(), reason, version, commandId);
    }

    /** Returns the command if it is a valid one. */
    Command checked() {
        who.checked();
        Check.optional(reason, 500);
        Check.positive(version);
        Check.textIfAny(commandId, 255);
        return this;
    }

    /** Returns what books an appointment: who, and nothing else. */
    static Command by(Who who) {
        return new Command(who, null, null, null);
    }
}
