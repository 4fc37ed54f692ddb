package io.aro.db.testkit.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.error.ConfigurationException;
import io.aro.db.error.UnavailableException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.GivenSettings;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.TestDatabases;
import io.aro.db.testkit.internal.run.Settings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@BothEngines(Engine.POSTGRES_18)
public class ConfiguredPostgresTest {

    private static final String URL = "aro.test.postgres.url";

    private final String url;

    ConfiguredPostgresTest(TestDatabase database) {
        this.url = database.jdbcUrl() + "?user=" + database.user();
    }

    @Test
    void usesTheServerNamedForTheVersion() {
        assertThat(lookup(18, Map.of(URL + ".18", url))).isInstanceOf(PostgresLookup.Found.class);
    }

    @Test
    void usesTheServerNamedForNoVersionWhereItHasTheVersion() {
        assertThat(lookup(18, Map.of(URL, url))).isInstanceOf(PostgresLookup.Found.class);
        assertThat(lookup(15, Map.of(URL, url)))
                .isEqualTo(new PostgresLookup.Missing("set -Daro.test.postgres.url.15 to the JDBC URL of a server"));
    }

    @Test
    void refusesAServerOfAnotherVersion() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> lookup(15, Map.of(URL + ".15", url)))
                .withMessageContaining("leads to PostgreSQL 18.")
                .withMessageContaining("in place of PostgreSQL 15; correct it.")
                .withMessageContaining("The setting aro.test.postgres.url.15");
    }

    @Test
    void failsForAServerThatDoesNotAnswer() {
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(() -> lookup(18, Map.of(URL + ".18", "jdbc:postgresql://localhost:1/main?password=secret")))
                .withMessage("The PostgreSQL server at jdbc:postgresql://localhost:1/main cannot be used for tests.");
    }

    @Test
    void makesDatabasesAndLeavesTheServerAsItWas() {
        Settings settings = GivenSettings.of(Map.of(URL, url), Map.of());
        try (TestDatabases databases = GivenSettings.databases(settings);
                TestDatabase database = databases.migrated(Engine.POSTGRES_18)) {
            assertThat(database.open().customers().findByPhone("+15550100")).isEmpty();
        }

        PostgresServer server = ((PostgresLookup.Found) lookup(18, Map.of(URL, url))).server();
        assertThat(server.major()).isEqualTo(18);
    }

    private static PostgresLookup lookup(int major, Map<String, String> properties) {
        return new ConfiguredPostgres(GivenSettings.of(properties, Map.of()), Set.of(15, 18)).lookup(major);
    }
}
