package io.aro.db.config;

import io.aro.db.crypto.Secret;
import io.aro.db.internal.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * The services connected to the business; immutable.
 *
 * <p>Its keys are secrets: no {@code toString} of it shows anything but the provider.
 *
 * @param booking where appointments come from, if connected
 * @param messaging what sends messages, if connected
 * @param payment what takes payments, if connected
 */
public record Integrations(
        @Nullable Booking booking,
        @Nullable Messaging messaging,
        @Nullable Payment payment) {

    private static final int PROVIDER_LENGTH = 255;
    private static final int SECRET_LENGTH = 4096;

    /**
     * The connection to a booking service.
     *
     * @param provider the service, such as {@code calendly}
     * @param apiKey the secret to call it with
     * @param webhookUrl where it calls us, which may hold a secret as well
     */
    public record Booking(
            String provider, Secret apiKey, @Nullable Secret webhookUrl) {

        /** Checks that the provider and the key are there. */
        public Booking {
            provider = Values.text("booking provider", provider, PROVIDER_LENGTH);
            apiKey = secret("booking API key", apiKey);
            webhookUrl = webhookUrl == null ? null : secret("booking webhook URL", webhookUrl);
        }

        /** Returns the connection with a secret that is still a plain text. */
        public Booking(String provider, String apiKey, @Nullable String webhookUrl) {
            this(provider, Secret.of(apiKey), Secret.ofNullable(webhookUrl));
        }

        @Override
        public String toString() {
            return "Booking[provider=" + provider + "]";
        }
    }

    /**
     * The connection to a message service.
     *
     * @param provider the service, such as {@code twilio}
     * @param apiKey the secret to call it with
     * @param phoneNumber the number that messages come from, in E.164 form
     */
    public record Messaging(
            String provider, Secret apiKey, @Nullable String phoneNumber) {

        /** Checks that the provider and the key are there, and the form of the number. */
        public Messaging {
            provider = Values.text("messaging provider", provider, PROVIDER_LENGTH);
            apiKey = secret("messaging API key", apiKey);
            phoneNumber = phoneNumber == null ? null : Values.phone("messaging phone number", phoneNumber);
        }

        /** Returns the connection with a secret that is still a plain text. */
        public Messaging(String provider, String apiKey, @Nullable String phoneNumber) {
            this(provider, Secret.of(apiKey), phoneNumber);
        }

        @Override
        public String toString() {
            return "Messaging[provider=" + provider + "]";
        }
    }

    /**
     * The connection to a payment service.
     *
     * @param provider the service, such as {@code stripe}
     * @param apiKey the secret to call it with
     * @param publishableKey the key that pages may show
     */
    public record Payment(
            String provider, Secret apiKey, @Nullable String publishableKey) {

        /** Checks that the provider and the key are there. */
        public Payment {
            provider = Values.text("payment provider", provider, PROVIDER_LENGTH);
            apiKey = secret("payment API key", apiKey);
            publishableKey = Values.optionalText("payment publishable key", publishableKey, SECRET_LENGTH);
        }

        /** Returns the connection with a secret that is still a plain text. */
        public Payment(String provider, String apiKey, @Nullable String publishableKey) {
            this(provider, Secret.of(apiKey), publishableKey);
        }

        @Override
        public String toString() {
            return "Payment[provider=" + provider + "]";
        }
    }

    private static Secret secret(String field, @Nullable Secret secret) {
        Secret given = Values.required(field, secret);
        Values.text(field, given.reveal(), SECRET_LENGTH);
        return given;
    }

    /** Returns no connection at all. */
    public static Integrations none() {
        return new Integrations(null, null, null);
    }

    /** Returns a copy with another booking service, or none. */
    public Integrations withBooking(@Nullable Booking service) {
        return new Integrations(service, messaging, payment);
    }

    /** Returns a copy with another message service, or none. */
    public Integrations withMessaging(@Nullable Messaging service) {
        return new Integrations(booking, service, payment);
    }

    /** Returns a copy with another payment service, or none. */
    public Integrations withPayment(@Nullable Payment service) {
        return new Integrations(booking, messaging, service);
    }
}
