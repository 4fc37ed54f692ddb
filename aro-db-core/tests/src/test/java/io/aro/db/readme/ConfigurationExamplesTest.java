package io.aro.db.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations of docs/options.md, docs/waiting.md and docs/replica-failover.md. */
class ConfigurationExamplesTest {

    @Test
    void opensWithOptions(@TempDir Path folder) {
        try (AroDatabase db = AroDatabase.open(ConfigurationExamples.sqlite(folder.resolve("aro.db")))) {
            assertThat(db.appointments().findUpcoming()).isEmpty();
        }
    }

    @Test
    void hasItsLimits() {
        assertThat(ConfigurationExamples.limits("jdbc:postgresql://localhost/aro", "aro", "secret")
                        .timeLimits()
                        .lock())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void hasItsReplica() {
        String url = "jdbc:postgresql://localhost/aro";

        assertThat(ConfigurationExamples.replica(url, "aro", "secret", url)
                        .replicaPolicy()
                        .longestLag())
                .isEqualTo(Duration.ofSeconds(2));
    }
}
