package io.aro.db.idempotency;

import io.aro.db.internal.value.Values;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The policies of all sources, with a fallback for sources without a policy; immutable. */
public final class IdempotencyPolicies {

    private static final IdempotencyPolicies DEFAULTS = ofKnownSenders();

    private final Map<String, IdempotencyPolicy> bySource;
    private final IdempotencyPolicy fallback;

    private IdempotencyPolicies(Map<String, IdempotencyPolicy> bySource, IdempotencyPolicy fallback) {
        this.bySource = Map.copyOf(bySource);
        this.fallback = Values.required("fallback", fallback);
    }

    /**
     * Returns the defaults. Each retention exceeds the sender's resend window. A request is identified by its whole
     * body, with the exceptions below.
     *
     * <ul>
     *   <li>{@code stripe}: 35 days, the response for 4. Stripe <a href="https://docs.stripe.com/webhooks">resends live
     *       events for up to three days</a> and lists them <a href="https://docs.stripe.com/api/events">for 30 days</a>
     *       for manual recovery. The key is the event's {@code id}. Endpoints of two API versions receive the same
     *       event in two forms; give each endpoint a separate source. {@code /pending_webhooks} is excluded, because
     *       Stripe <a href="https://docs.stripe.com/api/events/object">counts the outstanding deliveries there</a>.
     *   <li>{@code calendly}: 7 days, the response for 2. Calendly <a
     *       href="https://developer.calendly.com/api-docs/overview/webhooks/webhook-errors">resends for 24 hours</a>
     *       and then disables the subscription. An event has no id. The key of {@code invitee.created} and {@code
     *       invitee.canceled} is the event's name and the invitee's URI, {@code payload.uri}. For {@code
     *       invitee_no_show.created} and {@code invitee_no_show.deleted} add {@code payload.no_show.uri}, because an
     *       invitee can be marked twice. Events without an invitee need a different key. {@code /created_at} is
     *       excluded: Calendly fills in <a href="https://developer.calendly.com/api-docs/">the time of the message</a>,
     *       and the invitee has separate times. {@code /created_by} is the creator of the subscription. This field is
     *       excluded, because a new subscription by a different user reports the same fact.
     *   <li>{@code twilio}: 2 days, the response for 1. Twilio <a
     *       href="https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides">resends up to five times
     *       within 15 seconds</a> and marks a resent request by the header {@code I-Twilio-Idempotency-Token}. The rest
     *       of the time covers manual resends. The key of an incoming message is its {@code MessageSid}. The key of a
     *       status is {@code MessageSid} and {@code MessageStatus}. The body is a form and is compared byte by byte. A
     *       fallback URL receives the same request with {@code ErrorCode} and {@code ErrorUrl} added. A handler for
     *       both URLs excludes these two fields with {@link RequestIdentity#ownBytes}.
     *   <li>{@code square}: 7 days, the response for 2. Square <a
     *       href="https://developer.squareup.com/docs/webhooks/troubleshooting">resends for up to 24 hours</a>. The key
     *       is the {@code event_id}, <a href="https://developer.squareup.com/docs/webhooks/step4manage">repeated in
     *       each notification of an event</a>. The counter of attempts is in headers, outside the body.
     *   <li>{@code acuity}: 35 days, the response for 7, as in the fallback. The body is <a
     *       href="https://developers.acuityscheduling.com/docs/webhooks">a form of {@code action}, {@code id}, {@code
     *       calendarID} and {@code appointmentTypeID}</a>, compared byte by byte. It contains no event id: each {@code
     *       changed} event of an appointment has the same body. Read the appointment after each event and add a value
     *       of the appointment to the key.
     *   <li>the fallback: 35 days, the response for 7. <a href="https://www.standardwebhooks.com/">Standard
     *       Webhooks</a> recommends schedules over several days.
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

    /** Returns the policies by source, without the fallback; unmodifiable. */
    public Map<String, IdempotencyPolicy> bySource() {
        return bySource;
    }

    /** Returns the policy of every source without a separate policy. */
    public IdempotencyPolicy fallback() {
        return fallback;
    }

    /** Returns the policy for the keys of a source, or the fallback. */
    public IdempotencyPolicy policy(String source) {
        return bySource.getOrDefault(source, fallback);
    }

    /** Returns a copy with the policy of a source replaced or added. */
    public IdempotencyPolicies withPolicy(String source, IdempotencyPolicy policy) {
        Map<String, IdempotencyPolicy> changed = new HashMap<>(bySource);
        changed.put(Values.required("source", source), Values.required("policy", policy));
        return new IdempotencyPolicies(changed, fallback);
    }

    /** Returns a copy with the fallback replaced. */
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
