package io.aro.db.config;

import static io.aro.db.config.Clinic.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.fixture.Crew;
import io.aro.db.fixture.Crew.Results;
import io.aro.db.fixture.Effort;
import io.aro.db.fixture.Rows;
import io.aro.db.refusal.StaleVersionException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Concurrent changes of the configuration by sixteen threads, without a lost update. */
@BothEngines
class ConfigRaceTest {

    private static final int THREADS = 16;
    private static final int CHANGES = Effort.of(10, 50);
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final TestDatabase database;
    private final AroDatabase db;

    ConfigRaceTest(TestDatabase database, AroDatabase db) {
        this.database = database;
        this.db = db;
    }

    @Test
    void losesNoneOfTheChangesThatSixteenMake() throws Exception {
        db.businessConfig().create(Clinic.plain(), OWNER);
        try (Crew crew = Crew.of(THREADS)) {

            Results<StoredConfig> results = crew.together(member -> {
                for (int i = 1; i < CHANGES; i++) {
                    addACent();
                }
                return addACent();
            });

            assertThat(results.failures()).isEmpty();
        }
        StoredConfig after = db.businessConfig().get();
        assertThat(after.config().rules().depositAmount()).isEqualTo(BigDecimal.valueOf((long) THREADS * CHANGES, 2));
        assertThat(after.version()).isEqualTo(1 + (long) THREADS * CHANGES);
        assertThat(Rows.number(database, "SELECT count(*) FROM events WHERE type = 'config.updated'"))
                .isEqualTo((long) THREADS * CHANGES);
    }

    @Test
    void letsOneOfSixteenCallersWithTheSameVersionWin() throws Exception {
        db.businessConfig().create(Clinic.plain(), OWNER);
        try (Crew crew = Crew.of(THREADS)) {
            for (int version = 1; version <= 10; version++) {
                int expected = version;

                Results<StoredConfig> results = crew.together(member -> db.businessConfig()
                        .update(
                                expected,
                                Clinic.plain().withBusinessName("Version " + expected + " of " + member),
                                OWNER));

                assertThat(results.values()).hasSize(1);
                assertThat(results.failures()).hasSize(THREADS - 1).hasOnlyElementsOfType(StaleVersionException.class);
                assertThat(db.businessConfig().get()).isEqualTo(results.values().getFirst());
            }
        }
    }

    @Test
    void letsOneOfSixteenCreateIt() throws Exception {
        try (Crew crew = Crew.of(THREADS)) {

            Results<StoredConfig> results =
                    crew.together(member -> db.businessConfig().create(Clinic.plain(), OWNER));

            assertThat(results.values()).hasSize(1);
            assertThat(results.failures())
                    .hasSize(THREADS - 1)
                    .hasOnlyElementsOfType(ConstraintViolationException.class);
        }
        assertThat(Rows.count(database, "events")).isEqualTo(1);
    }

    private StoredConfig addACent() {
        return db.businessConfig()
                .update(
                        config -> config.withRules(config.rules()
                                .withDepositAmount(
                                        config.rules().depositAmount().add(CENT))),
                        OWNER);
    }
}
