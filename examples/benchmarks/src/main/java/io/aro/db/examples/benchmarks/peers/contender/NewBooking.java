package io.aro.db.examples.benchmarks.peers.contender;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * The values of an appointment to book.
 *
 * @param customerId the id of the customer
 * @param date the start time
 * @param minutes the length
 * @param serviceType the service
 * @param serviceCost the price
 * @param externalId the id at the source {@link #SOURCE}
 */
public record NewBooking(
        UUID customerId, Instant date, int minutes, String serviceType, BigDecimal serviceCost, String externalId) {

    /** The source of external ids. */
    public static final String SOURCE = "bench";

    /** The actor of bookings, as in the library's own rows. */
    public static final String ACTOR_ID = "aro-db";

    /** The metadata of events, as in the library's own rows. */
    public static final String METADATA = "{\"payload_version\":1,\"source\":\"aro-db\"}";

    /** Returns the booking of a webhook: tomorrow, for one hour. */
    public static NewBooking tomorrow(UUID customerId, Instant now, String externalId) {
        return new NewBooking(customerId, now.plusSeconds(86_400), 60, "cut", new BigDecimal("49.99"), externalId);
    }

    /** Returns the data of the event of the booking. */
    public String eventData() {
        return "{\"customer_id\":\"" + customerId + "\",\"date\":\"" + date + "\",\"service_type\":\"" + serviceType
                + "\"}";
    }
}
