package io.aro.db.idempotency;

import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The policy for the keys of one source: lease, retention, retries, and the identity of its requests; immutable.
 *
 * <p>Three clocks run apart. After the lease another delivery may take over from a silent owner. The response is often
 * personal data and is kept no longer than a sender asks for it. After the retention a duplicate is no longer
 * recognised.
 */
public final class IdempotencyPolicy {

    /** The longest retention that a policy may have. */
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
     * <p>It has a lease of a minute, five attempts with a backoff from ten seconds to an hour, which the retention caps, and responses of up to
     * 256 kB. A request is identified by its whole body.
     *
     * @param retention how long a key is remembered after its request was claimed or completed; longer than the sender
     *     resends, from the lease to {@link #MAX_RETENTION}
     * @param response how long a response is replayed after the request was completed, up to the retention
     * @throws InvalidValueException if one is out of its range
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

    /** Returns the time that leased work may go without a renewal; a third of it lies between two renewals. */
    public Duration lease() {
        return lease;
    }

    /** Returns the time that a response is replayed after its request was completed. */
    public Duration response() {
        return response;
    }

    /** Returns the time that a key is remembered after its request was claimed or completed. */
    public Duration retention() {
        return retention;
    }

    /** Returns the number of attempts after which leased work becomes a dead letter. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** Returns the longest backoff after the first failure; it doubles with each further one. */
    public Duration initialBackoff() {
        return initialBackoff;
    }

    /** Returns the limit of the backoff. */
    public Duration maxBackoff() {
        return maxBackoff;
    }

    /** Returns the limit for the JSON of a response or of a step's result, in bytes of UTF-8. */
    public int maxResponseBytes() {
        return maxResponseBytes;
    }

    /** Returns the part of a request that another delivery of it repeats. */
    public RequestIdentity identity() {
        return identity;
    }

    /** Returns the identities that the source had before, by which stored requests are recognised, too. */
    public List<RequestIdentity> formerIdentities() {
        return formerIdentities;
    }

    /**
     * Returns a copy with another lease.
     *
     * @throws InvalidValueException if it is not from 100 milliseconds to a day, or longer than the retention
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
     * Returns a copy with another limit for attempts.
     *
     * @throws InvalidValueException if it is not positive
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
     * Returns a copy with another exponential backoff.
     *
     * @throws InvalidValueException if one is negative, the first longer than the limit, or that than the retention
     */
    public IdempotencyPolicy withBackoff(Duration initial, Duration max) {
        return new IdempotencyPolicy(
                lease, response, retention, maxAttempts, initial, max, maxResponseBytes, identity, formerIdentities);
    }

    /**
     * Returns a copy with another limit for the JSON of responses.
     *
     * @throws InvalidValueException if it is not positive
     */
    public IdempotencyPolicy withMaxResponseBytes(int bytes) {
        return new IdempotencyPolicy(
                lease, response, retention, maxAttempts, initialBackoff, maxBackoff, bytes, identity, formerIdentities);
    }

    /**
     * Returns a copy with another identity.
     *
     * <p>Stored requests have a fingerprint of the identity before, so their redeliveries would be a {@link
     * Outcome.Mismatch}. A source that has received requests adds that identity {@link #withFormerIdentity}, and keeps
     * it there for the retention.
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
     * Returns a copy that also recognises stored requests by an identity that the source had before.
     *
     * <p>New requests are stored under the {@link #identity} alone. A former identity that refuses a request does not
     * count for it. Each costs another reading of the request.
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
