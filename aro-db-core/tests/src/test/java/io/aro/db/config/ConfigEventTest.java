package io.aro.db.config;

import static io.aro.db.config.Clinic.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.config.Integrations.Booking;
import io.aro.db.config.Integrations.Payment;
import io.aro.db.event.Event;
import io.aro.db.event.EventQuery;
import io.aro.db.fixture.Rows;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The audit events of the configuration. */
@BothEngines
class ConfigEventTest {

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;

    ConfigEventTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.clock = clock;
    }

    @BeforeEach
    void createTheConfiguration() {
        db.businessConfig().create(Clinic.full(), OWNER);
    }

    @Test
    void tellsThatItWasCreated() {
        Event event = db.events().findLatest(1).getFirst();

        assertThat(event.type()).isEqualTo("config.created");
        assertThat(event.entityType()).isEqualTo("config");
        assertThat(event.entityId()).isEqualTo(db.businessConfig().get().id());
        assertThat(event.actor()).isEqualTo(OWNER);
    }

    @Test
    void namesWhatWasChangedByWhomAndWhen() {
        Instant later = clock.advance(Duration.ofHours(1));

        db.businessConfig()
                .update(
                        config -> config.withPhone("+15550198")
                                .withTimezone(ZoneId.of("Europe/Paris"))
                                .withAddress(null)
                                .withBusinessHours(config.businessHours().withDay(DayOfWeek.MONDAY, DayHours.closed()))
                                .withRules(config.rules().withDepositAmount(new BigDecimal("30.00"))),
                        OWNER);

        Event event = lastUpdate();
        assertThat(event.timestamp()).isEqualTo(later);
        assertThat(event.actor()).isEqualTo(OWNER);
        assertThat(event.entityId()).isEqualTo(db.businessConfig().get().id());
        assertThat(event.data(Told.class))
                .isEqualTo(new Told(
                        2,
                        List.of(
                                "address",
                                "businessHours.monday.close",
                                "businessHours.monday.closed",
                                "businessHours.monday.open",
                                "phone",
                                "rules.depositAmount",
                                "timezone")));
    }

    @Test
    void namesASecretThatWasChangedAndNeverShowsIt() throws SQLException {
        db.businessConfig()
                .update(
                        config -> config.withIntegrations(config.integrations()
                                .withBooking(new Booking("calendly", "new_hush", "https://hooks.example.org/hush"))
                                .withMessaging(null)
                                .withPayment(new Payment("square", "sk_hush", null))),
                        OWNER);

        assertThat(lastUpdate().data(Told.class).changed())
                .containsExactly(
                        "integrations.booking.apiKey",
                        "integrations.messaging.apiKey",
                        "integrations.messaging.phoneNumber",
                        "integrations.messaging.provider",
                        "integrations.payment.provider",
                        "integrations.payment.publishableKey");
        assertThat(Rows.query(database, "SELECT * FROM events"))
                .hasSize(2)
                .allSatisfy(row -> assertThat(row).doesNotContain("hush", "calendly", "square", "+1555", "example"));
    }

    private Event lastUpdate() {
        return db.events()
                .find(EventQuery.ofType("config.updated").withNewestFirst().withLimit(1))
                .getFirst();
    }

    record Told(int version, List<String> changed) {}
}
