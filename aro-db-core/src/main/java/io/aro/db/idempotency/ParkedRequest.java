package io.aro.db.idempotency;

import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** A parked request, whose outcome is unknown until it is reconciled; immutable. */
public interface ParkedRequest {

    /** Returns the key and what the database holds about it. */
    StoredKey stored();

    /** Returns the key that a step's call to another service was made with; ask the service whether it knows it. */
    String downstreamKey(String step);

    /** Tells whether a step was recorded as done. */
    boolean isRecorded(String step);

    /** Returns the result of a recorded step; null for one that is not recorded. */
    <S extends @Nullable Object> S result(String step, Class<@NonNull S> type);
}
