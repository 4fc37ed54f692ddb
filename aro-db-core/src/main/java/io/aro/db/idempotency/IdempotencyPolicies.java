package io.aro.db.idempotency;

import io.aro.db.internal.value.Values;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The policies of all sources of requests: some have their own, the others share a fallback; immutable. */
public final class IdempotencyPolicies {

    private static final IdempotencyPolicies DEFAULTS = ofKnownSenders();

    private final Map<String, IdempotencyPolicy> bySource;
    private final IdempotencyPolicy fallback;

    private IdempotencyPolicies(Map<String, IdempotencyPolicy> bySource, IdempotencyPolicy fallback) {
        this.bySource = Map.copyOf(bySource);
        this.fallback = Values.required("fallback", fallback);
    }

    /**
     * Returns the defaults, each longer than its sender resends. A request repeats its whole body unless something else
     * is said.
     *
     * <ul>
     *   <li>{@code stripe}: 35 days, the response for 4. Stripe <a href="https://docs.stripe.com/webhooks">resends live
     *       events for up to three days</a>, and lists them <a href="https://docs.stripe.com/api/events">for 30</a> to
     *       those who recover by hand. The key is the event's {@code id}. Endpoints of two API versions get one event in two
     *       forms, so give each endpoint a source of its own. {@code /pending_webhooks} is left out, since it
     *       <a href="https://docs.stripe.com/api/events/object">counts the deliveries that are still to succeed</a>.
     *   <li>{@code calendly}: 7 days, the response for 2. Calendly <a
     *       href="https://developer.calendly.com/api-docs/overview/webhooks/webhook-errors">resends for 24 hours</a> and
     *       then disables the subscription. An event has no id. The key of {@code invitee.created} and {@code
     *       invitee.canceled} is the event's name and the invitee's URI, {@code payload.uri}. For {@code
     *       invitee_no_show.created} and {@code invitee_no_show.deleted} add {@code payload.no_show.uri}, since an invitee
     *       may be marked twice. Other events have no invitee and need a key of their own. {@code /created_at} is left out:
     *       it is <a href="https://developer.calendly.com/api-docs/">the time of the message</a>, and the invitee has times
     *       of its own. So is {@code /created_by}, the user who made the subscription: a subscription made anew by another
     *       user tells the same fact.
     *   <li>{@code twilio}: 2 days, the response for 1. Twilio <a
     *       href="https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides">resends up to five times
     *       within 15 seconds</a>, and tells a resent request by the header {@code I-Twilio-Idempotency-Token}; the rest is
     *       for those who resend by hand. The key of an incoming message is its {@code MessageSid}, and that of a status
     *       is {@code MessageSid} and {@code MessageStatus}. The body is a form, which counts byte by byte. A fallback URL
     *       gets the same request with {@code ErrorCode} and {@code ErrorUrl} added, so a handler that serves as fallback,
     *       too, leaves these two out with {@link RequestIdentity#ownBytes}.
     *   <li>{@code square}: 7 days, the response for 2. Square <a
     *       href="https://developer.squareup.com/docs/webhooks/troubleshooting">resends for up to 24 hours</a>. The key is
     *       the {@code event_id}, which <a href="https://developer.squareup.com/docs/webhooks/step4manage">each
     *       notification of an event repeats</a>. What counts the attempts stands in headers and not in the body.
     *   <li>{@code acuity}: 35 days, the response for 7, like any other source. The body is <a
     *       href="https://developers.acuityscheduling.com/docs/webhooks">a form of {@code action}, {@code id}, {@code
     *       calendarID} and {@code appointmentTypeID}</a>, which counts byte by byte. It has no id of its own: {@code
     *       changed} comes with the same body for each change, so the key needs something of the appointment that was read
     *       after it.
     *   <li>any other: 35 days, the response for 7. <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>
     *       recommends schedules over several days.
     * </ul>
     */
    public static IdempotencyPolicies defaults() {
        return DEFAULTS;
    }

    private static IdempotencyPolicies ofKnownSenders() {
        IdempotencyPolicy fallback = IdempotencyPolicy.of(Duration.ofDays(35), Duration.ofDays(7));
        return new IdempotencyPolicies(
                Map.of(
                        "stripe",
                        IdempotencyPolicy.of(Duration.ofDays(35), Duration.ofDays(4))
                                .withIdentity(RequestIdentity.except("/pending_webhooks")),
                        "calendly",
                        IdempotencyPolicy.of(Duration.ofDays(7), Duration.ofDays(2))
                                .withIdentity(RequestIdentity.except("/created_at", "/created_by")),
                        "twilio",
                        IdempotencyPolicy.of(Duration.ofDays(2), Duration.ofDays(1)),
                        "square",
                        IdempotencyPolicy.of(Duration.ofDays(7), Duration.ofDays(2)),
                        "acuity",
                        fallback),
                fallback);
    }

    /** Returns the policies of the sources that have their own. */
    public Map<String, IdempotencyPolicy> bySource() {
        return bySource;
    }

    /** Returns the policy of every other source. */
    public IdempotencyPolicy fallback() {
        return fallback;
    }

    /** Returns the policy for the keys of a source. */
    public IdempotencyPolicy policy(String source) {
        return bySource.getOrDefault(source, fallback);
    }

    /** Returns a copy with another policy for a source. */
    public IdempotencyPolicies withPolicy(String source, IdempotencyPolicy policy) {
        Map<String, IdempotencyPolicy> changed = new HashMap<>(bySource);
        changed.put(Values.required("source", source), Values.required("policy", policy));
        return new IdempotencyPolicies(changed, fallback);
    }

    /** Returns a copy with another policy for the sources that have none of their own. */
    public IdempotencyPolicies withFallback(IdempotencyPolicy policy) {
        return new IdempotencyPolicies(bySource, policy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdempotencyPolicies policies
                && bySource.equals(policies.bySource)
                && fallback.equals(policies.fallback);
    }

    @Override
    public int hashCode() {
        return Objects.hash(bySource, fallback);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "IdempotencyPolicies[bySource=%s, fallback=%s]", bySource, fallback);
    }
}
