package io.aro.db.config;

import io.aro.db.internal.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Names of the changed members between two configurations, such as {@code rules.depositAmount}, without values. */
final class ConfigDifference {

    private static final String INTEGRATIONS = "integrations";

    private ConfigDifference() {}

    /** Returns the names of the changed members, sorted. */
    static List<String> between(BusinessConfig one, BusinessConfig other) {
        Map<String, JsonNode> before = members(one);
        Map<String, JsonNode> after = members(other);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        return names.stream()
                .filter(name -> !Objects.equals(before.get(name), after.get(name)))
                .toList();
    }

    /** Returns the names of the changed members, sorted, with {@code integrations} in place of its members. */
    static List<String> withAllIntegrations(BusinessConfig one, BusinessConfig other) {
        Stream<String> others = between(one, other).stream().filter(name -> !name.startsWith(INTEGRATIONS + "."));
        return Stream.concat(others, Stream.of(INTEGRATIONS)).sorted().toList();
    }

    private static Map<String, JsonNode> members(BusinessConfig config) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        Map<String, Object> texts = new LinkedHashMap<>();
        texts.put("businessName", config.businessName());
        texts.put("phone", config.phone());
        texts.put("email", config.email());
        texts.put("address", config.address());
        texts.put("timezone", config.timezone().getId());
        collect("", Json.tree(texts), members);
        collect("businessHours", ConfigJson.of(config.businessHours()), members);
        collect(INTEGRATIONS, ConfigJson.of(config.integrations()), members);
        collect("rules", ConfigJson.of(config.rules()), members);
        return members;
    }

    /** Collects the leaves of a document by dotted name; null members count as missing. */
    private static void collect(String name, JsonNode value, Map<String, JsonNode> members) {
        if (value instanceof ObjectNode object) {
            object.forEachEntry((key, member) -> collect(name.isEmpty() ? key : name + "." + key, member, members));
        } else if (!value.isNull()) {
            members.put(name, value);
        }
    }
}
