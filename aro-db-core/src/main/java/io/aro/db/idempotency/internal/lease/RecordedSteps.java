package io.aro.db.idempotency.internal.lease;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.internal.protocol.Fingerprint;
import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** The recorded steps of one request; thread-safe. */
public final class RecordedSteps {

    private final IdempotencyKey key;
    private final String fingerprint;
    private final Map<String, String> results;

    /** Creates the steps of a request. The key has the sender's name, even after an erasure. */
    public RecordedSteps(IdempotencyKey key, @Nullable String fingerprint, Map<String, String> results) {
        this.key = key;
        this.fingerprint = fingerprint == null ? "" : fingerprint;
        this.results = new ConcurrentHashMap<>(results);
    }

    static String checkedName(String name) {
        return Values.text("step", name, 100);
    }

    /** Refuses an invalid step name or result type before the work of the step. */
    static void requireKeepable(String name, Class<?> type) {
        checkedName(name);
        Json.requireProperties("the result type of step " + name, type);
    }

    boolean isRecorded(String name) {
        return results.containsKey(name);
    }

    /** Returns the result of a recorded step; null without a record. */
    <S extends @Nullable Object> S result(String name, Class<@NonNull S> type) {
        return Json.<S>read(Optional.ofNullable(results.get(name)).orElse("null"), type);
    }

    void put(String name, String result) {
        results.put(name, result);
    }

    /**
     * Returns an idempotency key for an external service, equal for all attempts of this request.
     *
     * <p>The fingerprint is part of the hash. After the retention, a new request under the same key therefore has a
     * different downstream key.
     */
    public String downstreamKey(String step) {
        return Fingerprint.ofParts(List.of(key.scope(), key.source(), key.key(), fingerprint, checkedName(step)));
    }
}
