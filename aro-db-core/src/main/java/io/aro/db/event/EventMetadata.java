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
 * @param source the reporting part of the system, such as {@code webhook_handler}, at most 255 characters
 * @param payloadVersion the schema version of the event's data, from 1
 * @param ipAddress the IP address of the request, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
public record EventMetadata(
        String source, int payloadVersion, @Nullable String ipAddress) {

    /** The characters of an IPv4 or IPv6 address. Names are never resolved. */
    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

    /**
     * Checks every value.
     *
     * @throws InvalidValueException if the source is blank or too long, the version below 1, or the IP address
     *     malformed
     */
    public EventMetadata {
        source = Values.text("source", source, 255);
        Values.positive("payload version", payloadVersion);
        if (ipAddress != null && !IP_ADDRESS.matcher(ipAddress).matches()) {
            throw new InvalidValueException("IP address", "must be an IPv4 or IPv6 address");
        }
    }

    /** Returns metadata with payload version 1 and without an IP address. */
    public static EventMetadata from(String source) {
        return new EventMetadata(source, 1, null);
    }

    /** Returns a copy with the schema version of the data. */
    public EventMetadata withPayloadVersion(int version) {
        return new EventMetadata(source, version, ipAddress);
    }

    /** Returns a copy with the IP address of the request; null removes it. */
    public EventMetadata withIpAddress(@Nullable String address) {
        return new EventMetadata(source, payloadVersion, address);
    }

    /** Returns the JSON object; a missing IP address is omitted. */
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
