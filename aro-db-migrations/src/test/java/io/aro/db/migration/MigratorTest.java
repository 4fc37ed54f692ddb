package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.error.SchemaMismatchException;
import io.aro.db.migration.MigrationEvent.Outcome;
import io.aro.db.migration.SchemaStatus.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigratorTest {

    @TempDir
    Path directory;

    private Path file;
    private Migrator migrator;

    @BeforeEach
    void name() {
        file = directory.resolve("aro.db");
        migrator = Migrator.of("jdbc:sqlite:" + file);
    }

    @Test
    void bringsFreshFileToLatestVersion() {
        MigrationReport report = migrator.migrate();

        assertThat(report.fromVersion()).isZero();
        assertThat(report.toVersion()).isEqualTo(migrator.status().latestVersion());
        assertThat(report.applied()).extracting(MigrationEvent::version).startsWith(1, 2, 3, 4, 5, 6);
        assertThat(migrator.status().state()).isEqualTo(State.CURRENT);
        migrator.requireCurrent();
    }

    @Test
    void appliesNothingToCurrentDatabase() {
        List<MigrationEvent> heard = new ArrayList<>();
        migrator.migrate();

        MigrationReport report = migrator.with(heard::add).migrate();

        assertThat(report.applied()).isEmpty();
        assertThat(report.fromVersion()).isEqualTo(report.toVersion());
        assertThat(heard).isNotEmpty().allMatch(event -> event.outcome() == Outcome.SKIPPED);
    }

    @Test
    void saysToMigrateWhenThereIsNoSchema() throws IOException {
        Files.createFile(file);

        assertThatThrownBy(migrator::requireCurrent)
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessage(
                        "The database has no schema yet (aro_schema_history); run the command aro-db migrate first.");
    }
}
