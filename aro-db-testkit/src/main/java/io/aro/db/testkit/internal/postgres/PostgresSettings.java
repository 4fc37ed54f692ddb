package io.aro.db.testkit.internal.postgres;

import java.util.Map;
import java.util.stream.Collectors;

/** The settings of servers started for tests, fast and unsafe on a power failure. */
final class PostgresSettings {

    static final Map<String, String> ALL = Map.of(
            "fsync", "off",
            "full_page_writes", "off",
            "synchronous_commit", "off",
            "max_connections", "300",
            // An unusual zone reveals times not handled as UTC.
            "timezone", "America/Los_Angeles",
            // Plans must not depend on the time of the last statistics.
            "autovacuum", "off");

    private PostgresSettings() {}

    /** Returns the settings as arguments of the server program. */
    static String asArguments() {
        return ALL.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }
}
