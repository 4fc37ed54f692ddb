package io.aro.db.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.aro.db.migration.internal.session.MigrationSession;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The triggers and keys required by validation, compared with a migrated database. */
@BothEngines
class GuardListTest {

    private static final Path RESOURCES = Path.of("../../aro-db-migrations/src/main/resources");

    private final TestDatabase database;

    GuardListTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void theListHoldsEveryTriggerAndKey() throws SQLException, IOException {
        try (MigrationSession session =
                MigrationSession.on(database.dataSource().getConnection())) {
            Map<String, String> found = Guards.found(session);
            if (Boolean.getBoolean("docs.write")) {
                Path list = RESOURCES.resolve(Guards.resource(session.engine()));
                Files.createDirectories(list.getParent());
                Files.writeString(
                        list,
                        found.entrySet().stream()
                                .map(guard -> String.format(Locale.ROOT, "%s %s%n", guard.getKey(), guard.getValue()))
                                .collect(Collectors.joining()));
            }

            assertThat(Guards.expected(session.engine())).isNotEmpty().isEqualTo(found);
        }
    }

    @Test
    void theyAreTheSameAfterGoingBackAndForth() {
        Migrator migrator = Migrator.of(database.jdbcUrl(), database.user(), database.password());

        for (MigrationScript script : MigrationSet.aro().sqliteScripts().reversed()) {
            int version = script.version() - 1;
            migrator.rollback(version);
            migrator.migrate();

            assertThatCode(migrator::validate).as("from version %s", version).doesNotThrowAnyException();
        }
    }
}
