package io.aro.db.idempotency;

import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** A parked request, whose outcome is unknown until it is reconciled; immutable. */
public interface ParkedRequest {

    /** Returns the stored key. */
    StoredKey stored();

    /** Returns the idempotency key of a step's call to an external service. Query the service by this key. */
    String downstreamKey(String step);

    /** Returns whether the result of a step is recorded. */
    boolean isRecorded(String step);

    /** Returns the recorded result of a step; null without a record. */
    <S extends @Nullable Object> S result(String step, Class<@NonNull S> type);
}
