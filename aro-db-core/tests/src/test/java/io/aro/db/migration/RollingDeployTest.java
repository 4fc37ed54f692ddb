package io.aro.db.migration;

import static io.aro.db.migration.LaterLibrary.ADDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.fixture.Rows;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A rolling deployment of the next release: both releases work on one schema without failures.
 *
 * <p>The setting {@code aro.rolling.seconds} is the working time of the next release.
 */
@Timeout(1800)
class RollingDeployTest {

    private static final Logger LOG = LoggerFactory.getLogger(RollingDeployTest.class);
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("aro.rolling.seconds", 5));
    private static final Duration UNTIL_STOPPED = Duration.ofHours(1);

    private final TestDatabase database;
    private final Migrator migrator;

    @TempDir
    private Path folder = Path.of("");

    RollingDeployTest(TestDatabase database) {
        this.database = database;
        this.migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
    }

    @BeforeEach
    void writeTheNextRelease() {
        LaterLibrary.adding(folder, database.engine()).close();
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void bothReleasesWorkAtOnceOnAServer() throws SQLException {
        RollingTally done;
        RollingTally ofNextRelease;
        try (RollingProcess older = RollingProcess.ofThisRelease(database, 1, UNTIL_STOPPED);
                RollingProcess newer = RollingProcess.ofNextRelease(database, 2, TIME, folder);
                RollingProcess restarted = RollingProcess.ofThisRelease(database, 3, UNTIL_STOPPED)) {
            ofNextRelease = newer.finish();
            done = ofNextRelease.plus(older.stop()).plus(restarted.stop());
        }

        assertThatAllIsThere(done, ofNextRelease);
    }

    @BothEngines(Engine.SQLITE)
    void bothReleasesWorkInTurnOnAFile() throws SQLException {
        RollingTally done = new RollingTally(0, 0, 0, 0);
        RollingTally ofNextRelease;
        try (RollingProcess older = RollingProcess.ofThisRelease(database, 1, TIME)) {
            done = done.plus(older.finish());
        }
        try (RollingProcess newer = RollingProcess.ofNextRelease(database, 2, TIME, folder)) {
            ofNextRelease = newer.finish();
            done = done.plus(ofNextRelease);
        }
        try (RollingProcess restarted = RollingProcess.ofThisRelease(database, 3, TIME)) {
            done = done.plus(restarted.finish());
        }

        assertThatAllIsThere(done, ofNextRelease);
    }

    private void assertThatAllIsThere(RollingTally done, RollingTally ofNextRelease) throws SQLException {
        LOG.info("{} in {} s on {}.", done, TIME.toSeconds(), database.version());
        int webhooks = done.claimed();

        assertThat(migrator.status().state()).isEqualTo(State.COMPATIBLE);
        assertThat(migrator.status().version()).isEqualTo(ADDING);
        assertThat(done.moved()).isEqualTo(done.booked() * RollingWork.MOVES.size());
        assertThat(Rows.number(database, "SELECT count(*) FROM appointments WHERE status = 'completed'"))
                .isEqualTo(done.booked());
        assertThat(Rows.number(database, "SELECT count(*) FROM appointments WHERE later_note = 'kept'"))
                .isEqualTo(ofNextRelease.booked());
        assertThat(Rows.count(database, "appointments")).isEqualTo(done.booked() + webhooks);
        assertThat(Rows.count(database, "appointment_transitions")).isEqualTo(done.booked() + done.moved() + webhooks);
        assertThat(Rows.number(database, "SELECT count(*) FROM idempotency_keys WHERE state = 'completed'"))
                .isEqualTo(webhooks);
        assertThat(Rows.count(database, "idempotency_keys")).isEqualTo(webhooks);
        assertThatCode(migrator::validate).doesNotThrowAnyException();
        assertThatTheNextReleaseIsNeededOnceItsSuccessorTookSomethingAway();
    }

    private void assertThatTheNextReleaseIsNeededOnceItsSuccessorTookSomethingAway() {
        try (ScriptFolder next = new ScriptFolder(MigrationSet.aro(), folder, database.engine())) {
            assertThatCode(migrator.with(next.set())::validate).doesNotThrowAnyException();
        }
        try (ScriptFolder successor = LaterLibrary.taking(folder.resolve("successor"), database.engine())) {
            migrator.with(successor.set()).migrate();
        }
        try (ScriptFolder next = new ScriptFolder(MigrationSet.aro(), folder, database.engine())) {
            assertThat(migrator.with(next.set()).status().state()).isEqualTo(State.COMPATIBLE);
        }
        assertThatThrownBy(database::open)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining(String.format(Locale.ROOT, "supports only libraries from version %s on", ADDING));
    }
}
