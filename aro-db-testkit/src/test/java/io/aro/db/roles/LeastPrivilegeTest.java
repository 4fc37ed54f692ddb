package io.aro.db.roles;

import static io.aro.db.testkit.builder.Builders.aBusinessConfig;
import static io.aro.db.testkit.builder.Builders.aConsent;
import static io.aro.db.testkit.builder.Builders.aCustomer;
import static io.aro.db.testkit.builder.Builders.aDeadLetter;
import static io.aro.db.testkit.builder.Builders.aDeliverySubject;
import static io.aro.db.testkit.builder.Builders.aLegalHold;
import static io.aro.db.testkit.builder.Builders.aReminder;
import static io.aro.db.testkit.builder.Builders.aWorkflow;
import static io.aro.db.testkit.builder.Builders.anAppointment;
import static io.aro.db.testkit.builder.Builders.anEvent;
import static io.aro.db.testkit.builder.Builders.anIdempotencyKey;
import static io.aro.db.testkit.builder.Builders.anOptOut;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.customer.Customer;
import io.aro.db.event.Actor;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs a service as a login that has the rights of the role {@code aro_service} and no others. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class LeastPrivilegeTest {

    private static final String SCRIPT = "/db/aro/roles/postgresql/aro_service.sql";

    private final TestDatabase database;
    private final String name = "service_" + UUID.randomUUID().toString().replace("-", "");
    private final String role = "aro_" + name;
    private final String password = UUID.randomUUID().toString();

    LeastPrivilegeTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void makesTheLogin() throws IOException, SQLException {
        String script = script().replace("aro_service", role);
        asOwner(script);
        // The script may be run again.
        asOwner(script);
        asOwner("CREATE ROLE %s LOGIN PASSWORD '%s'".formatted(name, password));
        asOwner("GRANT %s TO %s".formatted(role, name));
    }

    @AfterEach
    void removesTheLogin() throws SQLException {
        asOwner("DROP OWNED BY %1$s; DROP ROLE %1$s; DROP OWNED BY %2$s; DROP ROLE %2$s".formatted(name, role));
    }

    @Test
    void runsAService() {
        PostgresConfig config =
                PostgresConfig.of(database.jdbcUrl(), name, password).withPoolSize(2);
        try (AroDatabase db = AroDatabase.open(config)) {
            Customer customer = aCustomer().tags("vip").insert(db);
            anAppointment().of(customer).depositPaid().completed().insert(db);
            anAppointment().of(customer).movedToAnotherDay().insert(db);
            aReminder().read().insert(db);
            aConsent().insert(db);
            anOptOut().insert(db);
            anEvent().insert(db);
            aWorkflow().failed().insert(db);
            aDeadLetter().archived().insert(db);
            aBusinessConfig().insert(db);
            db.businessConfig().update(settings -> settings.businessName("Another"), Actor.admin("owner"));
            anIdempotencyKey().insert(db);
            aDeliverySubject().insert(db);
            aLegalHold().of(customer).insert(db);

            assertThat(db.idempotency().execute(IdempotencyKey.of("calendly", "evt"), "{}", String.class, tx -> "done"))
                    .isInstanceOf(Executed.class);
            assertThat(db.customers().getById(customer.id()).appointmentCount()).isPositive();
            assertThat(db.privacy().export(customer.id()).json()).contains(customer.phone());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE events SET type = 'forged'",
                "DELETE FROM events",
                "TRUNCATE events",
                "UPDATE events_default SET type = 'forged'",
                "INSERT INTO events_default SELECT * FROM events",
                "UPDATE consents SET consent_given = TRUE",
                "DELETE FROM consents",
                "UPDATE appointment_transitions SET actor = 'admin'",
                "DELETE FROM appointment_transitions",
                "UPDATE allowed_transitions SET correction = TRUE",
                "DELETE FROM erasures",
                "INSERT INTO aro_schema_history SELECT * FROM aro_schema_history",
                "ALTER TABLE customers ADD COLUMN more text",
                "DROP TABLE customers",
                "CREATE TABLE more (id integer)",
                "CREATE INDEX more ON customers (name)",
                "ALTER TABLE events DETACH PARTITION events_default",
                "DROP TRIGGER customers_tags_updated ON customers"
            })
    void canNeitherChangeTheSchemaNorRewriteWhatIsOnRecord(String forbidden) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> {
                    try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), name, password);
                            Statement statement = connection.createStatement()) {
                        statement.execute(forbidden);
                    }
                })
                .satisfies(refusal -> assertThat(refusal.getSQLState()).isEqualTo("42501"));
    }

    private void asOwner(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String script() throws IOException {
        try (InputStream script =
                Objects.requireNonNull(LeastPrivilegeTest.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
