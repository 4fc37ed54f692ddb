package io.aro.db.testkit.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class PostgresAddressTest {

    @Test
    void takesCredentialsOutOfTheUrlAndKeepsOtherParameters() {
        PostgresAddress address =
                PostgresAddress.parse("jdbc:postgresql://db:5433/main?user=tester&sslmode=disable&password=secret");

        assertThat(address.user()).isEqualTo("tester");
        assertThat(address.password()).isEqualTo("secret");
        assertThat(address.url()).isEqualTo("jdbc:postgresql://db:5433/main?sslmode=disable");
        assertThat(address.withDatabase("other").url()).isEqualTo("jdbc:postgresql://db:5433/other?sslmode=disable");
    }

    @Test
    void logsInAsPostgresUnlessToldOtherwise() {
        PostgresAddress address = PostgresAddress.parse("jdbc:postgresql://db/");

        assertThat(address.user()).isEqualTo("postgres");
        assertThat(address.password()).isEmpty();
        assertThat(address.url()).isEqualTo("jdbc:postgresql://db/postgres");
        assertThat(address.psqlUrl()).isEqualTo("postgresql://postgres@db/postgres");
    }

    @Test
    void doesNotShowThePassword() {
        PostgresAddress address = PostgresAddress.parse("jdbc:postgresql://db/main?password=secret");

        assertThat(address.toString()
                        + address.psqlUrl()
                        + new PostgresDatabase(address, address, TablePlace.PUBLIC, () -> {}, () -> ""))
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:postgresql:main", "postgresql://db/main", "jdbc:sqlite:aro.db"})
    void refusesWhatIsNoUrlOfAServer(String url) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> PostgresAddress.parse(url))
                .withMessageContaining("jdbc:postgresql://host:port/database");
    }
}
