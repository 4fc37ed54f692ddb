package io.aro.db.idempotency;

import io.aro.db.idempotency.internal.lease.RecordedSteps;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** Is a request of which nobody knows whether it took effect, as it is shown to who finds out; immutable. */
public final class ParkedRequest {

    private final StoredKey stored;
    private final RecordedSteps steps;

    public ParkedRequest(StoredKey stored, RecordedSteps steps) {
        this.stored = stored;
        this.steps = steps;
    }

    /** Returns the key and what the database holds about it. */
    public StoredKey stored() {
        return stored;
    }

    /** Returns the key that a step's call to another service was made with; ask the service whether it knows it. */
    public String downstreamKey(String step) {
        return steps.downstreamKey(step);
    }

    /** Tells whether a step was recorded as done. */
    public boolean isRecorded(String step) {
        return steps.isRecorded(step);
    }

    /** Returns what a recorded step came to; null for one that is not recorded. */
    public <S extends @Nullable Object> S result(String step, Class<@NonNull S> type) {
        return steps.result(step, type);
    }
}
