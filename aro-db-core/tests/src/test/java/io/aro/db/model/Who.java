package io.aro.db.model;

import io.aro.db.event.Actor;
import org.jspecify.annotations.Nullable;

/** The actor of an operation. */
record Who(Actor.Kind kind, @Nullable String actorId) {

    Actor actor() {
        return new Actor(kind, actorId);
    }

    /** Returns the actor if valid. */
    Actor checked() {
        Check.optional(actorId, 255);
        return actor();
    }
}
