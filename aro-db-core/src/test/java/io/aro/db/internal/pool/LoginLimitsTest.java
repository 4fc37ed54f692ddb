package io.aro.db.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The limits of the login by the number of servers in the URL. */
class LoginLimitsTest {

    @Test
    void givesASingleServerTheWholeTime() {
        Properties settings = limits("jdbc:postgresql://a.example.org/aro?options=a,b");

        assertThat(settings).containsEntry("loginTimeout", "12").containsEntry("connectTimeout", "12");
        assertThat(settings).containsEntry("socketTimeout", "40");
        assertThat(settings).doesNotContainKey("sslResponseTimeout");
    }

    @Test
    void leavesTimeForTheOthersOfSeveralServers() {
        Properties settings = limits("jdbc:postgresql://a.example.org:5432,b.example.org/aro?targetServerType=primary");

        assertThat(settings)
                .containsEntry("loginTimeout", "12")
                .containsEntry("connectTimeout", "3")
                .containsEntry("socketTimeout", "3")
                .containsEntry("sslResponseTimeout", "3000");
    }

    @Test
    void readsAUrlWithoutAServer() {
        assertThat(limits("jdbc:postgresql:aro")).containsEntry("connectTimeout", "12");
    }

    private static Properties limits(String url) {
        Properties settings = new Properties();
        LoginLimits.of(url, Duration.ofSeconds(12), Duration.ofSeconds(40)).set(settings);
        return settings;
    }
}
