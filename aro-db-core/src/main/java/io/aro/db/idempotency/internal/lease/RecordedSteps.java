package io.aro.db.idempotency.internal.lease;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.StoredKey;
import io.aro.db.idempotency.internal.protocol.Fingerprint;
import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NonNull;
import org.jspecify.annotations.Nullable;

/** Holds the recorded steps of one request; thread-safe. */
public final class RecordedSteps {

    private final StoredKey stored;
    private final Map<String, String> results;

    public RecordedSteps(StoredKey stored, Map<String, String> results) {
        this.stored = stored;
        this.results = new ConcurrentHashMap<>(results);
    }

    public static String checkedName(String name) {
        return Values.text("step", name, 100);
    }

    /** Refuses a step whose name or type of result cannot be kept, before its work is done. */
    public static void requireKeepable(String name, Class<?> type) {
        checkedName(name);
        Json.requireProperties("the result type of step " + name, type);
    }

    public boolean isRecorded(String name) {
        return results.containsKey(name);
    }

    /** Returns what a recorded step came to. */
    public <S extends @Nullable Object> S result(String name, Class<@NonNull S> type) {
        return Json.<S>read(Optional.ofNullable(results.get(name)).orElse("null"), type);
    }

    public void put(String name, String result) {
        results.put(name, result);
    }

    /**
     * Returns a key for another service, the same for every attempt of this request and another for any other.
     *
     * <p>The fingerprint is part of it, so that a key used again for another request after the horizon is not taken for
     * the first.
     */
    public String downstreamKey(String step) {
        IdempotencyKey key = stored.key();
        String request = Optional.ofNullable(stored.fingerprint()).orElse("");
        return Fingerprint.ofParts(List.of(key.scope(), key.source(), key.key(), request, checkedName(step)));
    }
}
