package io.aro.db.testkit.internal.postgres;

import io.aro.db.testkit.internal.run.Settings;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings of servers started for tests, fast and unsafe on a power failure.
 *
 * <p>{@code aro.test.postgres.durable} makes them safe, as a benchmark of commits needs them.
 *
 * @param values the values by name
 */
record PostgresSettings(Map<String, String> values) {

    private static final Map<String, String> ALWAYS = Map.of(
            "max_connections",
            "300",
            // An unusual zone reveals times not handled as UTC.
            "timezone",
            "America/Los_Angeles",
            // Plans must not depend on the time of the last statistics.
            "autovacuum",
            "off");

    static PostgresSettings of(Settings settings) {
        String safe = settings.isOn("aro.test.postgres.durable") ? "on" : "off";
        Map<String, String> values = new TreeMap<>(ALWAYS);
        values.put("fsync", safe);
        values.put("full_page_writes", safe);
        values.put("synchronous_commit", safe);
        return new PostgresSettings(values);
    }

    /** Returns the settings as arguments of the server program. */
    String asArguments() {
        return values.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }
}
