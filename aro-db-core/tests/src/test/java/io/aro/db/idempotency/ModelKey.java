package io.aro.db.idempotency;

import static io.aro.db.idempotency.KeyState.COMPLETED;
import static io.aro.db.idempotency.KeyState.EXHAUSTED;
import static io.aro.db.idempotency.KeyState.IN_PROGRESS;
import static io.aro.db.idempotency.KeyState.PARKED;
import static io.aro.db.idempotency.KeyState.RELEASED;

import io.aro.db.idempotency.internal.protocol.JitteredBackoff;
import io.aro.db.idempotency.internal.protocol.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The state of one key in the model; a key without a claim is absent from the database. */
final class ModelKey {

    private final IdempotencyPolicy policy;
    KeyState state = RELEASED;

    @Nullable
    Integer request;

    int fence;
    int attempts;
    String owner = "";
    int claim;

    @Nullable
    Instant lease;

    @Nullable
    Instant rest;

    @Nullable
    Instant responseUntil;

    @Nullable
    Instant expiry;

    @Nullable
    String error;

    @Nullable
    String response;

    final SortedSet<String> steps = new TreeSet<>();

    ModelKey(IdempotencyPolicy policy) {
        this.policy = policy;
    }

    private static boolean isReached(@Nullable Instant deadline, Instant now) {
        return deadline != null && !deadline.isAfter(now);
    }

    boolean isLapsed(Instant now) {
        return state == IN_PROGRESS && isReached(lease, now);
    }

    /** Returns whether the key has expired, so any request starts anew. */
    boolean isNew(Instant now) {
        boolean isKept = state == PARKED || (state == IN_PROGRESS && !isLapsed(now));
        return fence == 0 || (!isKept && isReached(expiry, now));
    }

    boolean isFor(@Nullable Integer other, Instant now) {
        boolean isSame = request == null || other == null || request.equals(other);
        boolean isFree = isLapsed(now) || (state == RELEASED && (rest == null || isReached(rest, now)));
        return isNew(now) || (isSame && isFree);
    }

    void take(String by, int number, @Nullable Integer with, Duration horizon, Instant now) {
        if (isNew(now)) {
            attempts = 0;
            request = null;
            error = null;
            steps.clear();
        } else if (isLapsed(now)) {
            error = StoredKey.LEASE_LAPSED;
        }
        boolean isReopened = state == RELEASED && rest == null && attempts > 0;
        attempts = isReopened ? attempts : attempts + 1;
        state = IN_PROGRESS;
        fence++;
        request = with == null ? request : with;
        owner = by;
        claim = number;
        lease = now.plus(policy.lease());
        expiry = now.plus(horizon);
        rest = null;
        response = null;
        responseUntil = null;
    }

    String answer(int other, Instant now) {
        if (request != null && request != other) {
            return "Mismatch";
        }
        return switch (state) {
            case COMPLETED ->
                response == null || isReached(responseUntil, now) ? "ResponseExpired" : "Replayed " + response;
            case IN_PROGRESS, RELEASED -> "InProgress " + Duration.between(now, state == RELEASED ? rest : lease);
            case PARKED -> "Parked";
            case EXHAUSTED -> "Exhausted";
        };
    }

    private void end(KeyState end, @Nullable Instant until) {
        state = end;
        lease = null;
        expiry = until;
    }

    void complete(String answer, Instant now) {
        end(COMPLETED, now.plus(policy.retention()));
        response = answer;
        responseUntil = now.plus(policy.response());
    }

    /** Releases the key with a backoff and returns true, or gives up at the attempt limit. */
    boolean retry(IdempotencyKey key, String why, Instant now) {
        if (attempts >= policy.maxAttempts()) {
            giveUp(why, now);
            return false;
        }
        end(RELEASED, expiry);
        error = why;
        rest = now.plus(JitteredBackoff.of(policy, key, attempts));
        return true;
    }

    void giveUp(@Nullable String why, Instant now) {
        end(EXHAUSTED, now.plus(policy.retention()));
        error = why;
    }

    void park(String why) {
        end(PARKED, null);
        error = why;
    }

    void reopen(Instant now) {
        end(RELEASED, now.plus(policy.retention()));
        rest = null;
        attempts = 1;
        error = error == null ? KeyStore.REOPENED : error;
    }

    /** Deletes the response; returns whether there was one. */
    boolean forgetResponse(Instant now) {
        if (response == null || !isReached(responseUntil, now)) {
            return false;
        }
        response = null;
        responseUntil = null;
        steps.clear();
        return true;
    }
}
