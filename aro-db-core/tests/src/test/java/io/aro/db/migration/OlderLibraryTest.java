package io.aro.db.migration;

import static io.aro.db.migration.LaterLibrary.ADDING;
import static io.aro.db.migration.LaterLibrary.OURS;
import static io.aro.db.migration.LaterLibrary.TAKING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.appointment.Appointment;
import io.aro.db.error.MigrationException;
import io.aro.db.error.SchemaMismatchException;
import io.aro.db.fixture.Given;
import io.aro.db.fixture.Webhook;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.lifecycle.AppointmentStatus;
import io.aro.db.migration.MigrationEvent.Outcome;
import io.aro.db.migration.SchemaStatus.MigrationState;
import io.aro.db.migration.SchemaStatus.State;
import io.aro.db.migration.internal.session.ConnectionSource;
import io.aro.db.migration.internal.session.MigrationSession;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.Statements;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases migrated by a later release of the library. */
@BothEngines
class OlderLibraryTest {

    private final TestDatabase database;
    private final Migrator migrator;
    private final Look look;

    @TempDir
    private Path folder = Path.of("");

    OlderLibraryTest(TestDatabase database) {
        this.database = database;
        this.migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());
        this.look = new Look(database);
    }

    private void migrateByAddingRelease() {
        try (ScriptFolder release = LaterLibrary.adding(folder, database.engine())) {
            assertThat(migrator.with(release.set()).migrate().toVersion()).isEqualTo(ADDING);
        }
    }

    private void migrateByTakingRelease() {
        try (ScriptFolder release = LaterLibrary.taking(folder, database.engine())) {
            assertThat(migrator.with(release.set()).migrate().toVersion()).isEqualTo(TAKING);
        }
    }

    @Test
    void isToldThatItMayWorkOnASchemaThatOnlyGrew() {
        migrateByAddingRelease();

        SchemaStatus status = migrator.status();

        assertThat(status.state()).isEqualTo(State.COMPATIBLE);
        assertThat(status.version()).isEqualTo(ADDING);
        assertThat(status.latestVersion()).isEqualTo(OURS);
        assertThat(status.oldestLibrary()).isEqualTo(OURS);
        assertThat(status.migrations(MigrationState.NEWER))
                .extracting(SchemaStatus.Migration::version)
                .containsExactly(OURS + 1, ADDING);
        assertThat(status.summary())
                .isEqualTo(
                        "The schema (aro_schema_history) is at version %s and supports libraries from version %s on, including version %s of this library.",
                        ADDING, OURS, OURS);
        assertThatCode(migrator::requireCurrent).doesNotThrowAnyException();
        assertThatCode(migrator::validate).doesNotThrowAnyException();
    }

    @Test
    void saysTheSameByFlyway() {
        migrateByAddingRelease();

        try (MigrationSession session = source().openToRead()) {
            FlywayRunner scripts = new FlywayRunner(session, MigrationSet.aro());

            assertThat(scripts.statusByFlyway()).isEqualTo(scripts.status());
        }
    }

    @Test
    void asksOnceAtOpenAsOfItsOwnSchema() {
        Statements before = database.counting(Migrator.of(database.dataSource())::requireCurrent);
        migrateByAddingRelease();

        Statements after = database.counting(Migrator.of(database.dataSource())::requireCurrent);

        assertThat(after.sql()).isEqualTo(before.sql());
    }

    @Test
    void migratesNothingAndSaysSo() {
        migrateByAddingRelease();
        List<MigrationEvent> heard = new ArrayList<>();

        MigrationReport report = migrator.with(heard::add).migrate();

        assertThat(report.applied()).isEmpty();
        assertThat(report.fromVersion()).isEqualTo(ADDING);
        assertThat(report.toVersion()).isEqualTo(ADDING);
        assertThat(heard)
                .filteredOn(event -> event.outcome() == Outcome.NEWER)
                .extracting(MigrationEvent::version)
                .containsExactly(OURS + 1, ADDING);
        assertThat(heard)
                .filteredOn(event -> event.outcome() == Outcome.SKIPPED)
                .hasSize(OURS);
    }

    @Test
    void worksOnASchemaThatOnlyGrew() {
        migrateByAddingRelease();

        try (AroDatabase db = database.open()) {
            Appointment visit = Given.booked(db, 1);
            db.appointments().updateStatus(visit.id(), AppointmentStatus.CONFIRMED, Given.DESK);
            assertThat(Webhook.deliver(db, 2)).isInstanceOf(Executed.class);
        }
        assertThatCode(migrator::validate).doesNotThrowAnyException();
    }

    @Test
    void isRefusedOnASchemaThatTookSomethingAway() {
        migrateByTakingRelease();
        List<String> history = look.texts("SELECT script FROM aro_schema_history ORDER BY installed_rank");
        String sentence = String.format(
                Locale.ROOT,
                "The schema (aro_schema_history) is at version %s and supports only libraries from version %s on, not version %s of this library; upgrade the library.",
                TAKING,
                ADDING,
                OURS);

        assertThat(migrator.status().state()).isEqualTo(State.NEWER);
        assertThatThrownBy(database::open)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(sentence);
        assertThatThrownBy(migrator::migrate).hasMessage(sentence);
        assertThatThrownBy(migrator::requireCurrent).hasMessage(sentence);
        assertThatThrownBy(migrator::validate).hasMessage(sentence);
        assertThat(look.texts("SELECT script FROM aro_schema_history ORDER BY installed_rank"))
                .isEqualTo(history);
    }

    @Test
    void leavesTheWayBackToTheLibraryThatWentAhead() {
        migrateByAddingRelease();

        assertThatThrownBy(() -> migrator.rollback(OURS))
                .isInstanceOf(MigrationException.class)
                .hasMessage(
                        "%s was applied by a newer version of the library; roll it back with that version.",
                        LaterLibrary.NOTE_INDEX);
        assertThat(migrator.status().version()).isEqualTo(ADDING);

        try (ScriptFolder release = LaterLibrary.adding(folder, database.engine())) {
            migrator.with(release.set()).rollback(OURS);
        }
        assertThat(migrator.status().state()).isEqualTo(State.CURRENT);
        assertThatCode(migrator::validate).doesNotThrowAnyException();
    }

    @Test
    void findsNoFaultInWhatANewerLibraryAdds() {
        migrateByAddingRelease();
        look.run("CREATE TABLE later_reasons (id integer PRIMARY KEY)");
        if (database.engine().isPostgres()) {
            look.run("ALTER TABLE appointments ADD COLUMN reason integer");
            look.run(
                    "ALTER TABLE appointments ADD CONSTRAINT fk_later_reason FOREIGN KEY (reason) REFERENCES later_reasons"
                            + " NOT VALID");
            look.run("ALTER TABLE customers ADD CONSTRAINT ck_later CHECK (phone <> '') NOT VALID");
        } else {
            look.run("ALTER TABLE appointments ADD COLUMN reason integer REFERENCES later_reasons (id)");
            look.run("CREATE TRIGGER tg_later BEFORE INSERT ON later_reasons BEGIN SELECT 1; END");
        }

        assertThatCode(migrator::validate).doesNotThrowAnyException();
    }

    @Test
    void stillNoticesATriggerThatIsGone() {
        migrateByAddingRelease();
        String table = database.engine().isPostgres() ? " ON allowed_transitions" : "";
        look.run("DROP TRIGGER tg_allowed_transitions_kept" + table);

        assertThatThrownBy(migrator::validate)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageStartingWith("The schema fits this library, but ")
                .hasMessageContaining("tg_allowed_transitions_kept was dropped");
    }

    @Test
    void isRefusedWhereTheSchemaDoesNotSayWhoMayWorkOnIt() {
        migrateByAddingRelease();
        look.run("DELETE FROM aro_schema_versions");

        assertThatThrownBy(migrator::requireCurrent)
                .hasMessage(
                        "The schema (aro_schema_history) is at version %s and this library knows it up to version %s; upgrade the library.",
                        ADDING, OURS);
    }

    @BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
    void mayWorkWhileANewerLibraryHasAnIndexHalfBuilt() {
        migrateByAddingRelease();
        look.run("UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'idx_later_note'::regclass");
        look.run("UPDATE aro_schema_history SET success = FALSE WHERE version::integer = " + ADDING);

        assertThat(migrator.status().state()).isEqualTo(State.COMPATIBLE);
        assertThatCode(migrator::requireCurrent).doesNotThrowAnyException();
        assertThatCode(migrator::validate).doesNotThrowAnyException();
    }

    private ConnectionSource source() {
        return ConnectionSource.of(database.jdbcUrl(), database.user(), database.password());
    }
}
