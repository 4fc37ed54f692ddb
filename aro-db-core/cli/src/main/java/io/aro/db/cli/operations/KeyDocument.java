package io.aro.db.cli.operations;

import io.aro.db.cli.Output;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.StoredKey;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The printed form of a key; see {@link StoredKey} for the components. Null components are left out of the lines. */
record KeyDocument(
        String scope,
        String source,
        String key,
        String state,
        int attempts,
        @Nullable String lastError,
        @Nullable String fingerprint,
        long fence,
        @Nullable String owner,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant claimedAt,
        @Nullable Instant leaseUntil,
        @Nullable Instant notBefore,
        @Nullable Instant completedAt,
        @Nullable Instant responseUntil,
        @Nullable Instant expiresAt) {

    static KeyDocument of(StoredKey stored) {
        IdempotencyKey key = stored.key();
        return new KeyDocument(
                key.scope(),
                key.source(),
                key.key(),
                stored.state().literal(),
                stored.attempts(),
                stored.lastError(),
                stored.fingerprint(),
                stored.fence(),
                stored.owner(),
                stored.createdAt(),
                stored.updatedAt(),
                stored.claimedAt(),
                stored.leaseUntil(),
                stored.notBefore(),
                stored.completedAt(),
                stored.responseUntil(),
                stored.expiresAt());
    }

    /**
     * Returns the key as one line of a list.
     *
     * @param heading the first column, such as the key's standing
     */
    String line(String heading) {
        return String.format(
                Locale.ROOT,
                "%-12s %s %s%s (attempts: %s, since %s%s)",
                heading,
                source,
                key,
                scope.isEmpty() ? "" : " in " + scope,
                attempts,
                updatedAt,
                lastError == null ? "" : ", " + lastError);
    }

    /** Prints each component of the key on its own line; omits nulls and an empty scope. */
    void describe(Output output) {
        detail(output, "source", source);
        detail(output, "key", key);
        detail(output, "scope", scope.isEmpty() ? null : scope);
        detail(output, "state", state);
        detail(output, "attempts", attempts);
        detail(output, "last error", lastError);
        detail(output, "fingerprint", fingerprint);
        detail(output, "fence", fence);
        detail(output, "owner", owner);
        detail(output, "created", createdAt);
        detail(output, "updated", updatedAt);
        detail(output, "claimed", claimedAt);
        detail(output, "lease until", leaseUntil);
        detail(output, "not before", notBefore);
        detail(output, "completed", completedAt);
        detail(output, "kept until", responseUntil);
        detail(output, "expires", expiresAt);
    }

    private static void detail(Output output, String name, @Nullable Object value) {
        if (value != null) {
            output.line(String.format(Locale.ROOT, "%-12s %s", name, value));
        }
    }
}
