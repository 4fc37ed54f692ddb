package io.aro.db.config;

import static io.aro.db.config.Clinic.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.ConstraintViolationException.Kind;
import io.aro.db.error.internal.VendorErrors;
import io.aro.db.fixture.Rows;
import io.aro.db.refusal.StaleVersionException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Creation, updates and conflicts of the configuration. */
@BothEngines
@Tag("contract")
class BusinessConfigRepositoryTest {

    private static final String ONE_ONLY = "The business configuration already exists; update it.";

    private final TestDatabase database;
    private final AroDatabase db;
    private final TestClock clock;

    BusinessConfigRepositoryTest(TestDatabase database, AroDatabase db, TestClock clock) {
        this.database = database;
        this.db = db;
        this.clock = clock;
    }

    @Test
    void keepsEverythingThatIsSet() {
        StoredConfig created = db.businessConfig().create(Clinic.full(), OWNER);

        assertThat(created.config()).isEqualTo(Clinic.full());
        assertThat(created.version()).isEqualTo(1);
        assertThat(created.createdAt()).isEqualTo(clock.instant());
        assertThat(created.updatedAt()).isEqualTo(clock.instant());
        assertThat(db.businessConfig().find()).hasValue(created);
        assertThat(db.businessConfig().get()).isEqualTo(created);
    }

    @Test
    void keepsAConfigurationThatSetsLittle() {
        db.businessConfig().create(Clinic.plain(), OWNER);

        assertThat(db.businessConfig().get().config()).isEqualTo(Clinic.plain());
    }

    @Test
    void saysThatThereIsNone() {
        assertThat(db.businessConfig().find()).isEmpty();
        assertThatExceptionOfType(NotConfiguredException.class)
                .isThrownBy(() -> db.businessConfig().get())
                .withMessage("There is no business configuration yet; create it first.");
        assertThatExceptionOfType(NotConfiguredException.class)
                .isThrownBy(() -> db.businessConfig().update(config -> config, OWNER));
        assertThatExceptionOfType(NotConfiguredException.class)
                .isThrownBy(() -> db.businessConfig().update(1, Clinic.plain(), OWNER));
    }

    @Test
    void refusesASecondConfiguration() throws SQLException {
        db.businessConfig().create(Clinic.plain(), OWNER);

        assertThatExceptionOfType(ConstraintViolationException.class)
                .isThrownBy(() -> db.businessConfig().create(Clinic.full(), OWNER))
                .withMessage(ONE_ONLY)
                .satisfies(refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNIQUE))
                .satisfies(refusal -> assertThat(refusal.table()).hasValue("business_config"));

        assertThat(db.businessConfig().get().config()).isEqualTo(Clinic.plain());
        assertThat(Rows.count(database, "events")).isEqualTo(1);
    }

    @Test
    void refusesASecondRowOfHandWrittenSql() throws SQLException {
        db.businessConfig().create(Clinic.plain(), OWNER);

        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.executeUpdate("""
                            INSERT INTO business_config (business_name, phone, email, business_hours, integrations, rules)
                            VALUES ('Other', '+15550198', 'other@example.org', '{}', '{}', '{}')"""))
                    .satisfies(refusal -> assertThat(VendorErrors.translate(refusal))
                            .hasMessage(ONE_ONLY)
                            .isInstanceOfSatisfying(
                                    ConstraintViolationException.class,
                                    violation -> assertThat(violation.kind()).isEqualTo(Kind.UNIQUE)));
        }
    }

    @Test
    void replacesTheVersionThatTheCallerRead() {
        StoredConfig read = db.businessConfig().create(Clinic.plain(), OWNER);
        Instant later = clock.advance(Duration.ofHours(1));

        StoredConfig written = db.businessConfig().update(1, Clinic.full(), OWNER);

        assertThat(written.config()).isEqualTo(Clinic.full());
        assertThat(written.version()).isEqualTo(2);
        assertThat(written.id()).isEqualTo(read.id());
        assertThat(written.createdAt()).isEqualTo(read.createdAt());
        assertThat(written.updatedAt()).isEqualTo(later);
        assertThat(db.businessConfig().find()).hasValue(written);
    }

    @Test
    void refusesToReplaceWhatAnotherHasChanged() throws SQLException {
        db.businessConfig().create(Clinic.plain(), OWNER);
        StoredConfig now = db.businessConfig().update(1, Clinic.plain().withBusinessName("Brighter Smiles"), OWNER);

        assertThatExceptionOfType(StaleVersionException.class)
                .isThrownBy(() -> db.businessConfig().update(1, Clinic.full(), OWNER))
                .withMessage(String.format(
                        Locale.ROOT, "The config %s is at version 2, not 1; read it again and decide anew.", now.id()))
                .satisfies(refusal -> {
                    assertThat(refusal.id()).isEqualTo(now.id());
                    assertThat(refusal.entity()).isEqualTo("config");
                    assertThat(refusal.expectedVersion()).isEqualTo(1);
                    assertThat(refusal.actualVersion()).isEqualTo(2);
                    assertThat(refusal.isRetryable()).isFalse();
                });

        assertThat(db.businessConfig().get()).isEqualTo(now);
        assertThat(Rows.count(database, "events")).isEqualTo(2);
    }

    @Test
    void changesWhatIsThere() {
        db.businessConfig().create(Clinic.full(), OWNER);

        StoredConfig changed = db.businessConfig()
                .update(
                        config -> config.withRules(config.rules().withDepositAmount(new BigDecimal("30")))
                                .withAddress(null),
                        OWNER);

        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.config())
                .isEqualTo(Clinic.full()
                        .withRules(Clinic.full().rules().withDepositAmount(new BigDecimal("30.00")))
                        .withAddress(null));
    }

    @Test
    void writesNothingThatIsEqual() throws SQLException {
        StoredConfig created = db.businessConfig().create(Clinic.full(), OWNER);
        clock.advance(Duration.ofHours(1));

        assertThat(db.businessConfig().update(config -> config, OWNER)).isEqualTo(created);
        assertThat(db.businessConfig().update(1, Clinic.full(), OWNER)).isEqualTo(created);

        assertThat(db.businessConfig().get()).isEqualTo(created);
        assertThat(Rows.count(database, "events")).isEqualTo(1);
    }

    @Test
    void asksForTheChangeOnceAndKeepsNothingOfOneThatThrows() throws SQLException {
        StoredConfig created = db.businessConfig().create(Clinic.full(), OWNER);
        AtomicInteger asked = new AtomicInteger();

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.businessConfig()
                        .update(
                                config -> {
                                    asked.incrementAndGet();
                                    throw new IllegalStateException("undecided");
                                },
                                OWNER));

        assertThat(asked).hasValue(1);
        assertThat(db.businessConfig().get()).isEqualTo(created);
        assertThat(Rows.count(database, "events")).isEqualTo(1);
    }

    @Test
    void takesPartInATransaction() {
        db.businessConfig().create(Clinic.plain(), OWNER);

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> db.useTransaction(tx -> {
                    tx.businessConfig().update(config -> config.withBusinessName("Undone"), OWNER);
                    assertThat(tx.businessConfig().get().config().businessName())
                            .isEqualTo("Undone");
                    throw new IllegalStateException("undone");
                }));

        assertThat(db.businessConfig().get().config()).isEqualTo(Clinic.plain());
    }
}
