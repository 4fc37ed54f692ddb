package io.aro.db.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of statement on every table of the schema, for each role. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class RightsTest {

    private static final Path PAGE = Path.of("../../docs/data-lifecycle.md");

    private static final String HEAD = "| table | read | insert | change | delete |\n| --- | --- | --- | --- | --- |\n";

    private final TestDatabase database;
    private final ServiceRole service;

    RightsTest(TestDatabase database) throws IOException, SQLException {
        this.database = database;
        this.service = ServiceRole.in(database, "public");
    }

    @BeforeEach
    void givesMoreThanTheScriptDoesAndRunsItAgain() throws IOException, SQLException {
        service.asSuperuser(
                "GRANT ALL ON customers, appointments, appointment_transitions, consents TO " + service.role());
        service.asSuperuser("GRANT UPDATE (id) ON appointments TO " + service.role());
        service.runScript();
    }

    @AfterEach
    void removesTheRole() throws SQLException {
        service.close();
    }

    @Test
    void aServiceHasTheRightsThatThePageSays() throws Exception {
        StringBuilder table = new StringBuilder(HEAD);
        try (Connection connection = service.connect()) {
            Trial trial = new Trial(connection);
            for (String name : trial.tables()) {
                table.append(trial.line(name));
            }
        }
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("docs.write")) {
            page = page.replaceFirst("(?s)\\| table \\| read.*?\\|\n\n", table + "\n");
            Files.writeString(PAGE, page);
        }

        assertThat(page).contains(table + "\n");
    }

    @Test
    void aServiceMayDoNothingThatChangesTheSchemaOrGoesRoundItsRules() throws SQLException {
        try (Connection connection = service.connect()) {
            Trial trial = new Trial(connection);
            for (String table : trial.tables()) {
                for (String statement : Trial.ofOwner(table).toList()) {
                    assertThat(trial.may(statement)).as(statement).isFalse();
                }
            }
            assertThat(trial.may("INSERT INTO events_default SELECT * FROM events WHERE FALSE"))
                    .isFalse();
            assertThat(trial.may("UPDATE events_default SET type = 'x' WHERE FALSE"))
                    .isFalse();
            assertThat(trial.may("SET ROLE " + database.user())).isFalse();
        }
    }

    @Test
    void aLoginThatIsNoMemberMayDoNothing() throws SQLException {
        service.asSuperuser(String.format(Locale.ROOT, "REVOKE %s FROM \"%s\"", service.role(), service.login()));
        try (Connection connection = service.connect()) {
            Trial trial = new Trial(connection);
            List<String> tables = trial.tables();

            for (String table : tables) {
                assertThat(trial.line(table))
                        .isEqualTo(String.format(Locale.ROOT, "| %s | no | no | no | no |%n", table));
            }
        }
    }

    @Test
    void theOwnerMayDoEverything() throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            Trial trial = new Trial(connection);
            for (String table : trial.tables()) {
                assertThat(trial.line(table))
                        .isEqualTo(String.format(Locale.ROOT, "| %s | yes | yes | yes | yes |%n", table));
            }
        }
    }
}
