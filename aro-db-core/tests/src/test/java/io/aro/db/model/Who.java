package io.aro.db.model;

import io.aro.db.event.Actor;
import org.jspecify.annotations.Nullable;

/** Is who does something. */
record Who(Actor.Kind kind, @Nullable String actorId) {

    Actor actor() {
        return new Actor(kind, actorId);
    }

    /** Returns the actor if it is a valid one. */
    Actor checked() {
        Check.optional(actorId, 255);
        return actor();
    }
}
