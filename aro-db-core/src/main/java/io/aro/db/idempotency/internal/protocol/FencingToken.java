package io.aro.db.idempotency.internal.protocol;

import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.KeyState;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Is what a caller shows to prove that it knows a key as it is, or that a claim is still its own.
 *
 * @param key the key
 * @param state the state the key must be in
 * @param fence the number of the claim
 * @param claimId the id of the claim, so that not even a row made anew can be taken for it
 */
public record FencingToken(
        IdempotencyKey key,
        KeyState state,
        long fence,
        @Nullable UUID claimId) {

    /** Returns the token of the claim as it is. */
    public static FencingToken of(KeySnapshot claim) {
        return new FencingToken(
                claim.stored().key(), claim.stored().state(), claim.stored().fence(), claim.claimId());
    }

    /** Tells whether the row is as this says, whatever its name is since it was erased. */
    public boolean isOf(KeySnapshot row) {
        return state == row.stored().state() && fence == row.stored().fence() && Objects.equals(claimId, row.claimId());
    }
}
