package io.aro.db.idempotency;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The policy for the keys of a source: lease, retention, retries, and request identity; immutable.
 *
 * <p>Three times are independent. After the lease, the next delivery may take over from a silent owner. After the
 * response time, the stored response is no longer replayed; responses often contain personal data. After the retention,
 * a duplicate counts as a new request.
 */
public final class IdempotencyPolicy {

    /** The longest retention of a policy: 3650 days. */
    public static final Duration MAX_RETENTION = Duration.ofDays(3650);

    private static final Duration MIN_LEASE = Duration.ofMillis(100);
    private static final Duration MAX_BACKOFF = Duration.ofHours(1);

    private final Duration lease;
    private final Duration response;
    private final Duration retention;
    private final int maxAttempts;
    private final Duration initialBackoff;
    private final Duration maxBackoff;
    private final int maxResponseBytes;
    private final RequestIdentity identity;
    private final List<RequestIdentity> formerIdentities;

    private IdempotencyPolicy(
            Duration lease,
            Duration response,
            Duration retention,
            int maxAttempts,
            Duration initialBackoff,
            Duration maxBackoff,
            int maxResponseBytes,
            RequestIdentity identity,
            List<RequestIdentity> formerIdentities) {
        this.lease = between("lease", lease, MIN_LEASE, Duration.ofDays(1));
        this.retention = between("retention", retention, lease, MAX_RETENTION);
        this.response = between("response", response, Duration.ZERO, retention);
        this.maxAttempts = maxAttempts;
        this.maxBackoff = between("max backoff", maxBackoff, Duration.ZERO, retention);
        this.initialBackoff = between("initial backoff", initialBackoff, Duration.ZERO, maxBackoff);
        this.maxResponseBytes = maxResponseBytes;
        this.identity = Values.required("identity", identity);
        this.formerIdentities = List.copyOf(formerIdentities);
        Values.positive("max attempts", maxAttempts);
        Values.positive("max response bytes", maxResponseBytes);
    }

    /**
     * Returns a policy with a retention and a response time.
     *
     * <p>The policy has a lease of one minute and five attempts. Its backoff starts at ten seconds and grows to an
     * hour, or to a shorter retention. Responses have up to 256 KiB. The whole body identifies a request.
     *
     * @param retention the time a key is remembered after the claim or the completion of its request. Choose a time
     *     longer than the sender's resend window, from one minute to {@link #MAX_RETENTION}
     * @param response the time a response is replayed after the completion, up to the retention
     * @throws InvalidValueException if a time is out of its range
     */
    public static IdempotencyPolicy of(Duration retention, Duration response) {
        return new IdempotencyPolicy(
                Duration.ofMinutes(1),
                response,
                retention,
                5,
                Duration.ofSeconds(10),
                Values.required("retention", retention).compareTo(MAX_BACKOFF) < 0 ? retention : MAX_BACKOFF,
                256 * 1024,
                RequestIdentity.wholeBody(),
                List.of());
    }

    /**
     * Returns the time until a claim expires without a renewal. The heartbeat renews the lease every third of this
     * time.
     */
    public Duration lease() {
        return lease;
    }

    /** Returns the time a response is replayed after the completion of its request. */
    public Duration response() {
        return response;
    }

    /** Returns the time a key is remembered after the claim or the completion of its request. */
    public Duration retention() {
        return retention;
    }

    /** Returns the maximum number of attempts at leased work. The request is exhausted after them. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** Returns the backoff after the first failure, before jitter. The backoff doubles with each further failure. */
    public Duration initialBackoff() {
        return initialBackoff;
    }

    /** Returns the upper limit of the backoff. */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /** Returns the size limit for the JSON of a response or a step's result, in bytes of UTF-8. */
    public int maxResponseBytes() {
        return maxResponseBytes;
    }

    /** Returns the part of a request that every delivery repeats. */
    public RequestIdentity identity() {
        return identity;
    }

    /** Returns the earlier identities of the source. Stored requests are recognised by them, too. */
    public List<RequestIdentity> formerIdentities() {
        return formerIdentities;
    }

    /**
     * Returns a copy with the given lease.
     *
     * @throws InvalidValueException if the lease is not from 100 milliseconds to a day, or is longer than the retention
     */
    public IdempotencyPolicy withLease(Duration duration) {
        return new IdempotencyPolicy(
                duration,
                response,
                retention,
                maxAttempts,
                initialBackoff,
                maxBackoff,
                maxResponseBytes,
                identity,
                formerIdentities);
    }

    /**
     * Returns a copy with the given maximum of attempts.
     *
     * @throws InvalidValueException if the count is not positive
     */
    public IdempotencyPolicy withMaxAttempts(int count) {
        return new IdempotencyPolicy(
                lease,
                response,
                retention,
                count,
                initialBackoff,
                maxBackoff,
                maxResponseBytes,
                identity,
                formerIdentities);
    }

    /**
     * Returns a copy with the given exponential backoff.
     *
     * @throws InvalidValueException if a time is negative, {@code initial} exceeds {@code max}, or {@code max} exceeds
     *     the retention
     */
    public IdempotencyPolicy withBackoff(Duration initial, Duration max) {
        return new IdempotencyPolicy(
                lease, response, retention, maxAttempts, initial, max, maxResponseBytes, identity, formerIdentities);
    }

    /**
     * Returns a copy with the given size limit for the JSON of responses.
     *
     * @throws InvalidValueException if the limit is not positive
     */
    public IdempotencyPolicy withMaxResponseBytes(int bytes) {
        return new IdempotencyPolicy(
                lease, response, retention, maxAttempts, initialBackoff, maxBackoff, bytes, identity, formerIdentities);
    }

    /**
     * Returns a copy with the given identity.
     *
     * <p>A new identity changes the fingerprint. Redeliveries of stored requests would become a {@link
     * Outcome.Mismatch}. For a source in production, add the old identity by {@link #withFormerIdentity}. Keep the old
     * identity for the retention.
     */
    public IdempotencyPolicy withIdentity(RequestIdentity other) {
        return new IdempotencyPolicy(
                lease,
                response,
                retention,
                maxAttempts,
                initialBackoff,
                maxBackoff,
                maxResponseBytes,
                other,
                formerIdentities);
    }

    /**
     * Returns a copy that also recognises stored requests by an earlier identity of the source.
     *
     * <p>New requests are stored under the {@link #identity} alone. A former identity that refuses a request is ignored
     * for the request. Each former identity costs an additional pass over the request.
     */
    public IdempotencyPolicy withFormerIdentity(RequestIdentity former) {
        return new IdempotencyPolicy(
                lease,
                response,
                retention,
                maxAttempts,
                initialBackoff,
                maxBackoff,
                maxResponseBytes,
                identity,
                Stream.concat(formerIdentities.stream(), Stream.of(Values.required("former identity", former)))
                        .toList());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdempotencyPolicy policy && values().equals(policy.values());
    }

    @Override
    public int hashCode() {
        return values().hashCode();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "IdempotencyPolicy[lease=%s, response=%s, retention=%s, maxAttempts=%s, initialBackoff=%s, maxBackoff=%s,"
                        + " maxResponseBytes=%s, identity=%s, formerIdentities=%s]",
                values().toArray());
    }

    private List<Object> values() {
        return List.of(
                lease,
                response,
                retention,
                maxAttempts,
                initialBackoff,
                maxBackoff,
                maxResponseBytes,
                identity,
                formerIdentities);
    }

    private static Duration between(String field, Duration value, Duration least, Duration most) {
        if (Values.required(field, value).compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new InvalidValueException(field, String.format(Locale.ROOT, "must be from %s to %s", least, most));
        }
        return value;
    }
}
