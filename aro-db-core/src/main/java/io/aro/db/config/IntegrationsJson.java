package io.aro.db.config;

import io.aro.db.config.Integrations.Booking;
import io.aro.db.config.Integrations.Messaging;
import io.aro.db.config.Integrations.Payment;
import io.aro.db.crypto.Secret;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The mapping of the integrations to their JSON document.
 *
 * <p>The only code that reveals secrets: the document is sealed afterwards, or compared with another.
 */
final class IntegrationsJson {

    private IntegrationsJson() {}

    static JsonNode of(Integrations integrations) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set("booking", of(integrations.booking()));
        document.set("messaging", of(integrations.messaging()));
        document.set("payment", of(integrations.payment()));
        return document;
    }

    private static @Nullable ObjectNode of(@Nullable Booking booking) {
        return booking == null
                ? null
                : service(booking.provider(), booking.apiKey()).put("webhookUrl", reveal(booking.webhookUrl()));
    }

    private static @Nullable ObjectNode of(@Nullable Messaging messaging) {
        return messaging == null
                ? null
                : service(messaging.provider(), messaging.apiKey()).put("phoneNumber", messaging.phoneNumber());
    }

    private static @Nullable ObjectNode of(@Nullable Payment payment) {
        return payment == null
                ? null
                : service(payment.provider(), payment.apiKey()).put("publishableKey", payment.publishableKey());
    }

    private static ObjectNode service(String provider, Secret apiKey) {
        return JsonNodeFactory.instance.objectNode().put("provider", provider).put("apiKey", apiKey.reveal());
    }

    private static @Nullable String reveal(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }
}
