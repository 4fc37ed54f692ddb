package io.aro.db.event;

import io.aro.db.internal.json.Json;
import io.aro.db.internal.value.Values;
import io.aro.db.refusal.InvalidValueException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The origin of an event.
 *
 * @param source the part of the system that tells it, such as {@code webhook_handler}, at most 255 characters
 * @param payloadVersion the version of the form of its data, from 1
 * @param ipAddress the address the request came from, if there was one
 */
@JsonNaming(SnakeCaseStrategy.class)
public record EventMetadata(
        String source, int payloadVersion, @Nullable String ipAddress) {

    /** The digits and signs of an address of either version; no name is ever looked up. */
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    /** Checks every value. */
    public EventMetadata {
        source = Values.text("source", source, 255);
        Values.positive("payload version", payloadVersion);
        if (ipAddress != null && !IP_ADDRESS.matcher(ipAddress).matches()) {
            throw new InvalidValueException("IP address", "must be an IPv4 or IPv6 address");
        }
    }

    /** Returns the metadata of an event whose data have their first form. */
    public static EventMetadata from(String source) {
        return new EventMetadata(source, 1, null);
    }

    /** Returns a copy that says which form the data have. */
    public EventMetadata withPayloadVersion(int version) {
        return new EventMetadata(source, version, ipAddress);
    }

    /** Returns a copy with the address the request came from. */
    public EventMetadata withIpAddress(@Nullable String address) {
        return new EventMetadata(source, payloadVersion, address);
    }

    /** Returns it as a JSON object, which lacks the address if there was none. */
    String json() {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("source", source);
        members.put("payload_version", payloadVersion);
        if (ipAddress != null) {
            members.put("ip_address", ipAddress);
        }
        return Json.write(members);
    }
}
