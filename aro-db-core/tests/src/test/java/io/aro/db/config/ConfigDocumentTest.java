package io.aro.db.config;

import static io.aro.db.config.Clinic.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.fixture.Rows;
import io.aro.db.refusal.DocumentMismatchException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DayOfWeek;
import java.time.LocalTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents of the configuration written by other programs. */
@BothEngines
class ConfigDocumentTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final TestDatabase database;
    private final AroDatabase db;

    ConfigDocumentTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @BeforeEach
    void createTheConfiguration() {
        db.businessConfig().create(Clinic.full(), OWNER);
    }

    @Test
    void hasTheFormThatOtherServicesKnow() throws SQLException {
        assertThat(stored("business_hours").get("monday"))
                .isEqualTo(MAPPER.readTree("{\"open\":\"09:00\",\"close\":\"17:30\",\"closed\":false}"));
        assertThat(stored("business_hours").get("sunday")).isEqualTo(MAPPER.readTree("{\"closed\":true}"));
        assertThat(stored("integrations").get("payment"))
                .isEqualTo(MAPPER.readTree(
                        "{\"provider\":\"stripe\",\"apiKey\":\"sk_hush\",\"publishableKey\":\"pk_hush\"}"));
        assertThat(stored("rules")).isEqualTo(MAPPER.readTree("""
                {"depositThreshold": 60, "depositAmount": 25.50, "reminderTiming": ["6h"],
                 "autoRebookingEnabled": true, "reviewRequestDelay": 6}"""));
    }

    @Test
    void whatIsMissingHasItsDefault() throws SQLException {
        set("business_hours", "{\"monday\": {\"open\": \"08:00\", \"close\": \"12:00\"}, \"tuesday\": {}}");
        set("integrations", "{}");
        set("rules", "{\"depositThreshold\": 50}");

        BusinessConfig config = db.businessConfig().get().config();

        assertThat(config.businessHours().on(DayOfWeek.MONDAY))
                .isEqualTo(DayHours.of(LocalTime.of(8, 0), LocalTime.NOON));
        assertThat(config.businessHours().on(DayOfWeek.TUESDAY)).isEqualTo(DayHours.closed());
        assertThat(config.businessHours().on(DayOfWeek.SUNDAY)).isEqualTo(DayHours.closed());
        assertThat(config.integrations()).isEqualTo(Integrations.none());
        assertThat(config.rules()).isEqualTo(BusinessRules.defaults().withDepositThreshold(50));
    }

    @Test
    void membersThatAreNotKnownSurviveAnUpdate() throws SQLException {
        set("business_hours", """
                {"monday": {"open": "09:00", "close": "17:00", "closed": false, "break": "12:00"}, "holidays": ["12-25"]}""");
        set("integrations", """
                {"booking": {"provider": "calendly", "apiKey": "k", "team": {"id": 7}}, "analytics": {"apiKey": "a"}}""");
        set("rules", "{\"depositThreshold\": 50, \"noShowFee\": 12.50}");

        db.businessConfig()
                .update(
                        config -> config.withRules(config.rules().withDepositThreshold(55))
                                .withBusinessHours(config.businessHours().withDay(DayOfWeek.MONDAY, DayHours.closed()))
                                .withIntegrations(config.integrations()
                                        .withBooking(new Integrations.Booking("calendly", "new", null))),
                        OWNER);

        assertThat(stored("business_hours").get("monday"))
                .isEqualTo(MAPPER.readTree("{\"closed\": true, \"break\": \"12:00\"}"));
        assertThat(stored("business_hours").get("holidays")).isEqualTo(MAPPER.readTree("[\"12-25\"]"));
        assertThat(stored("integrations")).isEqualTo(MAPPER.readTree("""
                {"booking": {"provider": "calendly", "apiKey": "new", "team": {"id": 7}}, "analytics": {"apiKey": "a"}}"""));
        assertThat(stored("rules").get("depositThreshold").asInt()).isEqualTo(55);
        assertThat(stored("rules").get("noShowFee").asDecimal()).isEqualByComparingTo("12.50");
    }

    @Test
    void aServiceThatIsTakenAwayIsGoneWithAllItsMembers() throws SQLException {
        set("integrations", """
                {"booking": {"provider": "calendly", "apiKey": "k", "team": {"id": 7}}}""");

        db.businessConfig()
                .update(config -> config.withIntegrations(config.integrations().withBooking(null)), OWNER);

        assertThat(stored("integrations")).isEqualTo(MAPPER.readTree("{}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "business_hours | []",
                "business_hours | {\"monday\": {\"open\": \"hush\", \"close\": \"17:00\"}}",
                "business_hours | {\"monday\": {\"open\": \"17:00\", \"close\": \"09:00\"}}",
                "business_hours | {\"monday\": {\"open\": \"09:00\"}}",
                "business_hours | {\"monday\": \"hush\"}",
                "integrations   | null",
                "integrations   | {\"booking\": {\"provider\": \"hush\"}}",
                "integrations   | {\"messaging\": {\"provider\": \"a\", \"apiKey\": \"b\", \"phoneNumber\": \"hush\"}}",
                "rules          | 7",
                "rules          | {\"depositThreshold\": 101}",
                "rules          | {\"depositThreshold\": \"hush\"}",
                "rules          | {\"depositAmount\": 0.001}",
                "rules          | {\"reminderTiming\": [\"hush\"]}",
                "rules          | {\"reminderTiming\": [null]}",
                "rules          | {\"reviewRequestDelay\": -1}"
            })
    void saysWhichDocumentCannotBeReadAndNotWhatItHolds(String column, String json) throws SQLException {
        String id = db.businessConfig().get().id().toString();
        set(column, json);

        assertThatExceptionOfType(DocumentMismatchException.class)
                .isThrownBy(() -> db.businessConfig().find())
                .withNoCause()
                .withMessageNotContaining("hush")
                .satisfies(refusal -> assertThat(refusal.document()).isEqualTo(column + " of config " + id));
        assertThatExceptionOfType(DocumentMismatchException.class)
                .isThrownBy(() -> db.businessConfig().update(config -> config, OWNER));
    }

    @Test
    void saysThatTheZoneCannotBeRead() throws SQLException {
        run("UPDATE business_config SET timezone = 'Mars/Olympus'");

        assertThatExceptionOfType(DocumentMismatchException.class)
                .isThrownBy(() -> db.businessConfig().find())
                .satisfies(refusal -> assertThat(refusal.document()).startsWith("timezone of config "));
    }

    private JsonNode stored(String column) throws SQLException {
        return MAPPER.readTree(Rows.query(database, "SELECT " + column + " FROM business_config")
                .getFirst());
    }

    private void set(String column, String json) throws SQLException {
        run("UPDATE business_config SET " + column + " = '" + json + "'");
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
