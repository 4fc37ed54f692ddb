package io.aro.db.idempotency;

import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says how long the keys of a source are held, answered and remembered, how often their requests are tried, and what
 * identifies them; immutable.
 *
 * <p>Three clocks run apart: the lease, after which another may take over from an owner that has gone silent; the
 * response, which is personal data more often than not and is kept no longer than somebody asks for it; and the horizon,
 * after which a duplicate is no longer recognised.
 *
 * @param lease how long leased work may go without a renewal, from 100 milliseconds to a day; it is renewed every third
 *     of that time
 * @param response how long a response is replayed after the request was completed, up to the horizon
 * @param horizon how long a key is remembered after its request was claimed or completed; longer than the sender resends
 * @param maxAttempts how often leased work is tried before it becomes a dead letter, from 1
 * @param firstDelay how long it rests after the first failure at most; it doubles with each further one
 * @param longestDelay what that rest never exceeds
 * @param maxResponseBytes how long the JSON of a response or of a step's result may be, in bytes of UTF-8
 * @param identity the part of a request that another delivery of it repeats
 * @param formerIdentities the identities that the source had before, by which stored requests are known, too
 */
public record IdempotencyPolicy(
        Duration lease,
        Duration response,
        Duration horizon,
        int maxAttempts,
        Duration firstDelay,
        Duration longestDelay,
        int maxResponseBytes,
        RequestIdentity identity,
        List<RequestIdentity> formerIdentities) {

    private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);
    public static final Duration LONGEST_HORIZON = Duration.ofDays(3650);

    /**
     * Checks every value, and keeps a copy of the list.
     *
     * @throws InvalidValueException if one is out of its range
     */
    public IdempotencyPolicy {
        between("lease", lease, SHORTEST_LEASE, Duration.ofDays(1));
        between("horizon", horizon, lease, LONGEST_HORIZON);
        between("response", response, Duration.ZERO, horizon);
        Values.positive("max attempts", maxAttempts);
        between("longest delay", longestDelay, Duration.ZERO, horizon);
        between("first delay", firstDelay, Duration.ZERO, longestDelay);
        Values.positive("max response bytes", maxResponseBytes);
        formerIdentities = List.copyOf(formerIdentities);
    }

    /**
     * Returns the policy of a source that remembers for so long and replays for so long: a lease of a minute, five
     * attempts that rest from ten seconds to an hour, responses of up to 256 kB, and requests that repeat their whole body.
     */
    public static IdempotencyPolicy remembering(Duration horizon, Duration response) {
        return new IdempotencyPolicy(
                Duration.ofMinutes(1),
                response,
                horizon,
                5,
                Duration.ofSeconds(10),
                Duration.ofHours(1),
                256 * 1024,
                RequestIdentity.wholeBody(),
                List.of());
    }

    /** Returns a copy with another lease. */
    public IdempotencyPolicy withLease(Duration duration) {
        return new IdempotencyPolicy(
                duration,
                response,
                horizon,
                maxAttempts,
                firstDelay,
                longestDelay,
                maxResponseBytes,
                identity,
                formerIdentities);
    }

    /** Returns a copy that tries so often. */
    public IdempotencyPolicy withMaxAttempts(int count) {
        return new IdempotencyPolicy(
                lease,
                response,
                horizon,
                count,
                firstDelay,
                longestDelay,
                maxResponseBytes,
                identity,
                formerIdentities);
    }

    /** Returns a copy whose requests rest that long after a failure, from the first delay up to the longest. */
    public IdempotencyPolicy withDelays(Duration first, Duration longest) {
        return new IdempotencyPolicy(
                lease, response, horizon, maxAttempts, first, longest, maxResponseBytes, identity, formerIdentities);
    }

    /** Returns a copy with another limit for responses. */
    public IdempotencyPolicy withMaxResponseBytes(int bytes) {
        return new IdempotencyPolicy(
                lease, response, horizon, maxAttempts, firstDelay, longestDelay, bytes, identity, formerIdentities);
    }

    /**
     * Returns a copy that knows a request again by another part of it.
     *
     * <p>Requests that are already stored were fingerprinted by the identity before, so their redeliveries would be a
     * {@link Outcome.Mismatch}. A source that has received requests adds it {@link #withFormerIdentity} and keeps it there
     * for the horizon.
     */
    public IdempotencyPolicy withIdentity(RequestIdentity other) {
        return new IdempotencyPolicy(
                lease,
                response,
                horizon,
                maxAttempts,
                firstDelay,
                longestDelay,
                maxResponseBytes,
                other,
                formerIdentities);
    }

    /**
     * Returns a copy that also knows stored requests by an identity that the source had before.
     *
     * <p>New requests are stored under the {@link #identity} alone. A former identity that refuses a request does not count
     * for it. Each costs another reading of the request.
     */
    public IdempotencyPolicy withFormerIdentity(RequestIdentity former) {
        List<RequestIdentity> formers = new ArrayList<>(formerIdentities);
        formers.add(former);
        return new IdempotencyPolicy(
                lease, response, horizon, maxAttempts, firstDelay, longestDelay, maxResponseBytes, identity, formers);
    }

    /**
     * Returns how long a request rests after so many attempts: between half of what it may and all of it.
     *
     * <p>It doubles with each attempt up to the longest. The key decides within the range, so that requests that failed
     * together do not come back together, and the same request always rests as long.
     */
    public Duration delay(IdempotencyKey key, int attempts) {
        int doublings = Math.min(attempts - 1, 30);
        Duration full = firstDelay.multipliedBy(1L << doublings);
        Duration most = full.compareTo(longestDelay) > 0 ? longestDelay : full;
        int percent = 50 + Math.floorMod(31 * key.lockName().hashCode() + attempts, 51);
        return most.multipliedBy(percent).dividedBy(100);
    }

    /** Returns a response or the result of a step as JSON text that may be stored; null is a value like any other. */
    public String json(String what, @Nullable Object value) {
        String json = value == null ? "null" : Json.write(value);
        // A character is a byte at least, so what is shorter than a third of the limit need not be counted.
        if (json.length() > maxResponseBytes / 3 && json.getBytes(StandardCharsets.UTF_8).length > maxResponseBytes) {
            throw new InvalidValueException(
                    what,
                    String.format(
                            Locale.ROOT,
                            "must be at most %s bytes of JSON long, the maxResponseBytes of its policy",
                            maxResponseBytes));
        }
        return json;
    }

    private static void between(String field, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidValueException(field, String.format(Locale.ROOT, "must be from %s to %s", least, most));
        }
    }
}
