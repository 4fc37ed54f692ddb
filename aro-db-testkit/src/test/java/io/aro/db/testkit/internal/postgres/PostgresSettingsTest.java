package io.aro.db.testkit.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.testkit.internal.run.Settings;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresSettingsTest {

    @Test
    void startsFastServersByDefault() {
        assertThat(settings(Map.of()).values())
                .containsEntry("fsync", "off")
                .containsEntry("full_page_writes", "off")
                .containsEntry("synchronous_commit", "off");
    }

    @Test
    void startsDurableServersOnDemand() {
        assertThat(settings(Map.of("aro.test.postgres.durable", "true")).values())
                .containsEntry("fsync", "on")
                .containsEntry("full_page_writes", "on")
                .containsEntry("synchronous_commit", "on");
    }

    private static PostgresSettings settings(Map<String, String> properties) {
        return PostgresSettings.of(
                new Settings(name -> Optional.ofNullable(properties.get(name)), name -> Optional.empty()));
    }
}
