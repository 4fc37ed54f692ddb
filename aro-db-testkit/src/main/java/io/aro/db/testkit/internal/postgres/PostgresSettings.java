package io.aro.db.testkit.internal.postgres;

import java.util.Map;
import java.util.stream.Collectors;

/** The settings of servers that tests start, which a power cut may damage. */
final class PostgresSettings {

    static final Map<String, String> ALL = Map.of(
            "fsync", "off",
            "full_page_writes", "off",
            "synchronous_commit", "off",
            "max_connections", "300",
            // An odd zone, so that a time which is not handled as UTC shows.
            "timezone", "America/Los_Angeles",
            // Plans must not depend on when statistics happened to be taken.
            "autovacuum", "off");

    private PostgresSettings() {}

    /** Returns them as arguments of the server program. */
    static String asArguments() {
        return ALL.entrySet().stream()
                .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining(" "));
    }
}
