package io.aro.db.idempotency;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds the policy of each source of requests, and that of all others; immutable.
 *
 * @param bySource the policy of each source that has one of its own
 * @param fallback the policy of every other source
 */
public record IdempotencyPolicies(Map<String, IdempotencyPolicy> bySource, IdempotencyPolicy fallback) {

    /** Keeps a copy of the map. */
    public IdempotencyPolicies {
        bySource = Map.copyOf(bySource);
    }

    /**
     * Returns the defaults, each longer than its sender resends.
     *
     * <ul>
     *   <li>{@code stripe}: 35 days, the response for 4. Stripe <a href="https://docs.stripe.com/webhooks">resends live
     *       events for up to three days</a>, and lists them <a href="https://docs.stripe.com/api/events">for 30</a> to
     *       those who recover by hand.
     *   <li>{@code calendly}: 7 days, the response for 2. Calendly <a
     *       href="https://community.calendly.com/developer-faq-62/why-am-i-not-receiving-webhook-data-how-does-a-webhook-become-disabled-548">resends
     *       for 24 hours</a> and then disables the subscription.
     *   <li>{@code twilio}: 2 days, the response for 1. Twilio <a
     *       href="https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides">resends up to five times
     *       within 15 seconds</a>; the rest is for those who resend by hand.
     *   <li>any other: 35 days, the response for 7. <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>
     *       recommends schedules over several days.
     * </ul>
     */
    public static IdempotencyPolicies defaults() {
        return new IdempotencyPolicies(
                Map.of(
                        "stripe", IdempotencyPolicy.remembering(Duration.ofDays(35), Duration.ofDays(4)),
                        "calendly", IdempotencyPolicy.remembering(Duration.ofDays(7), Duration.ofDays(2)),
                        "twilio", IdempotencyPolicy.remembering(Duration.ofDays(2), Duration.ofDays(1))),
                IdempotencyPolicy.remembering(Duration.ofDays(35), Duration.ofDays(7)));
    }

    /** Returns the policy for the keys of a source. */
    public IdempotencyPolicy of(String source) {
        return bySource.getOrDefault(source, fallback);
    }

    /** Returns a copy with another policy for a source. */
    public IdempotencyPolicies with(String source, IdempotencyPolicy policy) {
        Map<String, IdempotencyPolicy> changed = new HashMap<>(bySource);
        changed.put(source, policy);
        return new IdempotencyPolicies(changed, fallback);
    }

    /** Returns a copy with another policy for the sources that have none of their own. */
    public IdempotencyPolicies withFallback(IdempotencyPolicy policy) {
        return new IdempotencyPolicies(bySource, policy);
    }
}
