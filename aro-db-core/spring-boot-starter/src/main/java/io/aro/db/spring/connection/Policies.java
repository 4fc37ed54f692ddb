package io.aro.db.spring.connection;

import io.aro.db.idempotency.IdempotencyPolicies;
import io.aro.db.idempotency.IdempotencyPolicy;
import io.aro.db.idempotency.RequestIdentity;
import io.aro.db.refusal.InvalidValueException;
import io.aro.db.spring.connection.AroDbIdempotencyProperties.Policy;
import io.aro.db.spring.failure.RefusedStartException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The policies of the library, changed by properties. */
final class Policies {

    private Policies() {}

    static IdempotencyPolicies of(Map<String, Policy> properties) {
        IdempotencyPolicies policies = IdempotencyPolicies.defaults();
        for (Map.Entry<String, Policy> entry : properties.entrySet()) {
            String source = entry.getKey();
            policies = policies.withPolicy(source, changed(source, policies.policy(source), entry.getValue()));
        }
        return policies;
    }

    private static IdempotencyPolicy changed(String source, IdempotencyPolicy base, Policy properties) {
        try {
            return changed(base, properties);
        } catch (InvalidValueException e) {
            throw new RefusedStartException(
                    String.format(
                            Locale.ROOT,
                            "The properties aro.db.idempotency.policies.%s.* are not a policy: %s %s.",
                            source,
                            e.field(),
                            e.rule()),
                    "Correct the value. A time that is not set has the value of the library for the source.",
                    e);
        }
    }

    private static IdempotencyPolicy changed(IdempotencyPolicy base, Policy properties) {
        Duration retention = orElse(properties.retention(), base.retention());
        IdempotencyPolicy changed = IdempotencyPolicy.of(retention, orElse(properties.response(), base.response()))
                .withIdentity(base.identity())
                .withLease(orElse(properties.lease(), base.lease()))
                .withMaxAttempts(orElse(properties.maxAttempts(), base.maxAttempts()));
        for (RequestIdentity former : base.formerIdentities()) {
            changed = changed.withFormerIdentity(former);
        }
        Duration longest = orElse(properties.maxBackoff(), shorter(base.maxBackoff(), retention));
        Duration first = orElse(properties.initialBackoff(), shorter(base.initialBackoff(), longest));
        int bytes = properties.maxResponseSize() == null
                ? base.maxResponseBytes()
                : Math.toIntExact(properties.maxResponseSize().toBytes());
        return changed.withBackoff(first, longest).withMaxResponseBytes(bytes);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static <T> T orElse(@Nullable T property, T base) {
        return Objects.requireNonNullElse(property, base);
    }
}
