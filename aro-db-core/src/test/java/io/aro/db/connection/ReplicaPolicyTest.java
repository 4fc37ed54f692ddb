package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The limits of a replica. */
class ReplicaPolicyTest {

    private static final String URL = "jdbc:postgresql://localhost/aro";

    @Test
    void changesOneLimitAtATime() {
        ReplicaPolicy policy = ReplicaPolicy.defaults().withLongestLag(Duration.ofSeconds(3));

        assertThat(policy.longestLag()).isEqualTo(Duration.ofSeconds(3));
        assertThat(policy.withLongestWait(Duration.ofSeconds(2)))
                .isEqualTo(new ReplicaPolicy(Duration.ofSeconds(3), Duration.ofSeconds(2)));
    }

    @Test
    void refusesLimitsOutOfTheirRange() {
        ReplicaPolicy policy = ReplicaPolicy.defaults();

        assertThatThrownBy(() -> policy.withLongestLag(Duration.ofMillis(99)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The longest lag of the replica must be from 100 to 86400000 milliseconds.");
        assertThatThrownBy(() -> policy.withLongestWait(Duration.ofMinutes(2)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("The longest wait of the replica must be from 250 to 60000 milliseconds.");
    }

    @Test
    void isKeptByCopiesOfTheConfiguration() {
        PostgresConfig config = PostgresConfig.of(URL, null, null)
                .withReplica(URL, ReplicaPolicy.defaults().withLongestLag(Duration.ofSeconds(3)));

        assertThat(config.withPoolSize(3).replicaPolicy().longestLag()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.withPoolSize(3).replicaUrl()).isEqualTo(URL);
    }
}
