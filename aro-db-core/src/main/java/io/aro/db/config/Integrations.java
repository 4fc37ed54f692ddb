package io.aro.db.config;

import io.aro.db.crypto.Secret;
import io.aro.db.internal.value.Values;
import org.jspecify.annotations.Nullable;

/**
 * The services connected to a business; immutable.
 *
 * <p>API keys are secrets: the string form of a connection shows only the provider.
 *
 * @param booking the source of appointments; null if not connected
 * @param messaging the service for outgoing messages; null if not connected
 * @param payment the service for payments; null if not connected
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
     * @param provider the name of the service, such as {@code calendly}; at most 255 characters
     * @param apiKey the secret for calls to the service; at most 4096 characters
     * @param webhookUrl the URL for calls from the service, kept as a secret because it may contain a token
     */
    public record Booking(
            String provider, Secret apiKey, @Nullable Secret webhookUrl) {

        /** Validates the provider, the key and the URL. */
        public Booking {
            provider = Values.text("booking provider", provider, PROVIDER_LENGTH);
            apiKey = secret("booking API key", apiKey);
            webhookUrl = webhookUrl == null ? null : secret("booking webhook URL", webhookUrl);
        }

        /** Creates the connection from texts, wrapping the key and the URL as secrets. */
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
     * @param provider the name of the service, such as {@code twilio}; at most 255 characters
     * @param apiKey the secret for calls to the service; at most 4096 characters
     * @param phoneNumber the sender's number in E.164 form
     */
    public record Messaging(
            String provider, Secret apiKey, @Nullable String phoneNumber) {

        /** Validates the provider, the key and the form of the number. */
        public Messaging {
            provider = Values.text("messaging provider", provider, PROVIDER_LENGTH);
            apiKey = secret("messaging API key", apiKey);
            phoneNumber = phoneNumber == null ? null : Values.phone("messaging phone number", phoneNumber);
        }

        /** Creates the connection from texts, wrapping the key as a secret. */
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
     * @param provider the name of the service, such as {@code stripe}; at most 255 characters
     * @param apiKey the secret for calls to the service; at most 4096 characters
     * @param publishableKey the public key for web pages; at most 4096 characters
     */
    public record Payment(
            String provider, Secret apiKey, @Nullable String publishableKey) {

        /** Validates the provider and both keys. */
        public Payment {
            provider = Values.text("payment provider", provider, PROVIDER_LENGTH);
            apiKey = secret("payment API key", apiKey);
            publishableKey = Values.optionalText("payment publishable key", publishableKey, SECRET_LENGTH);
        }

        /** Creates the connection from texts, wrapping the API key as a secret. */
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

    /** Returns a value without connected services. */
    public static Integrations none() {
        return new Integrations(null, null, null);
    }

    /** Returns a copy with another booking service; null for none. */
    public Integrations withBooking(@Nullable Booking service) {
        return new Integrations(service, messaging, payment);
    }

    /** Returns a copy with another messaging service; null for none. */
    public Integrations withMessaging(@Nullable Messaging service) {
        return new Integrations(booking, service, payment);
    }

    /** Returns a copy with another payment service; null for none. */
    public Integrations withPayment(@Nullable Payment service) {
        return new Integrations(booking, messaging, service);
    }
}
