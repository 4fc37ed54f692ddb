package io.aro.db.internal.dialect;

import static io.aro.db.fixture.Given.DESK;
import static io.aro.db.fixture.Given.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Given;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several statements in a single round trip, under different parser settings. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class ServerSettingsTest {

    private final TestDatabase database;

    ServerSettingsTest(TestDatabase database) {
        this.database = database;
    }

    /** Settings for a pooler without prepared statements, and for old applications with backslash escapes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "prepareThreshold=0",
                "prepareThreshold=1",
                "preferQueryMode=extendedForPrepared",
                "options=-c%20standard_conforming_strings=off"
            })
    void aBackslashInAReasonIsNoSql(String setting) {
        String url = database.jdbcUrl() + (database.jdbcUrl().contains("?") ? "&" : "?") + setting;
        try (AroDatabase other = AroDatabase.open(PostgresConfig.of(url, database.user(), database.password())
                .withPoolSize(1)
                .withMinimumIdle(0))) {
            other.customers().create(NewCustomer.withPhone("+15550009999").withName("Somebody Else"));
            Appointment visit =
                    other.appointments().create(visit(Given.customer(other, 1).id()));

            other.appointments()
                    .updateStatus(
                            visit.id(), AppointmentStatus.CANCELLED, DESK.withReason(StatementsTogetherTest.HOSTILE));

            assertThat(other.appointments().transitionsOf(visit.id()).getLast())
                    .satisfies(move -> assertThat(move.reason()).isEqualTo(StatementsTogetherTest.HOSTILE))
                    .satisfies(move -> assertThat(move.commandId()).isNull());
        }
    }
}
