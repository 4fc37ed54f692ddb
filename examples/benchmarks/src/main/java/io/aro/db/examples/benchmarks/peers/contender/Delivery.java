package io.aro.db.examples.benchmarks.peers.contender;

/**
 * A delivery of a booking webhook.
 *
 * @param source the source of the key
 * @param key the idempotency key
 * @param body the JSON body
 * @param phone the phone number of the customer
 * @param externalId the id of the booking at the source
 */
public record Delivery(String source, String key, String body, String phone, String externalId) {

    /** Returns a delivery with a body of a usual form. */
    public static Delivery of(String source, String key, String phone) {
        String body =
                "{\"event\":\"invitee.created\",\"phone\":\"" + phone + "\",\"uri\":\"" + key + "\",\"name\":\"N\"}";
        return new Delivery(source, key, body, phone, key);
    }
}
