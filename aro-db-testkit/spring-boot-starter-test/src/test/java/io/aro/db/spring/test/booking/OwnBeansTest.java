package io.aro.db.spring.test.booking;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.spring.test.AroTestDatabase;
import io.aro.db.testkit.DatabaseSpec;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

@SpringBootTest
@AroTestDatabase(engine = Engine.POSTGRES_18)
@DirtiesContext
class OwnBeansTest {

    private static final Instant NEW_YEAR = Instant.parse("2027-01-01T00:00:00Z");

    @Autowired
    private Registrations registrations;

    @Test
    void replaceTheClock(@Autowired InstantSource clock, @Autowired ObjectProvider<TestClock> clocks) {
        assertThat(registrations.register("+15550161").createdAt()).isEqualTo(NEW_YEAR);
        assertThat(clock.instant()).isEqualTo(NEW_YEAR);
        assertThat(clocks).isEmpty();
    }

    @Test
    void replaceTheDatabaseOfThePool(@Autowired Own own, @Autowired TestDatabase database, @Autowired DataSource pool)
            throws Exception {
        registrations.register("+15550162");

        try (Connection connection = pool.getConnection();
                AroDatabase unused = database.open()) {
            assertThat(connection.getMetaData().getURL())
                    .isEqualTo(own.details().getJdbcUrl());
            assertThat(unused.customers().findByPhone("+15550162")).isEmpty();
        }
    }

    /** The beans of the test: another database and another clock. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Own implements AutoCloseable {

        private final TestDatabase other = TestDatabase.of(DatabaseSpec.of(Engine.POSTGRES_18));

        @Bean
        InstantSource newYear() {
            return InstantSource.fixed(NEW_YEAR);
        }

        @Bean
        JdbcConnectionDetails details() {
            return new JdbcConnectionDetails() {
                @Override
                public String getJdbcUrl() {
                    return other.jdbcUrl();
                }

                @Override
                public String getUsername() {
                    return other.user();
                }

                @Override
                public String getPassword() {
                    return other.password();
                }
            };
        }

        @Override
        public void close() {
            other.close();
        }
    }
}
