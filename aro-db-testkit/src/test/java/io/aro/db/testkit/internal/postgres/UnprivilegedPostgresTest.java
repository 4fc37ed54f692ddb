package io.aro.db.testkit.internal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.migration.Migrator;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.internal.run.OtherUser;
import io.aro.db.testkit.internal.run.Settings;
import io.aro.db.testkit.internal.run.WorkDirectory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server started by root without user namespaces; other users need no namespaces. */
@EnabledOnOs(OS.LINUX)
@ExtendWith(UnprivilegedPostgresTest.ForRoot.class)
public class UnprivilegedPostgresTest {

    @BothEngines(Engine.POSTGRES_18)
    void startsForRootWhereUserNamespacesAreClosed() throws Exception {
        try (WorkDirectory directory = WorkDirectory.create()) {
            EmbeddedPostgresSource source = new EmbeddedPostgresSource(Settings.ofSystem(), directory, () -> false);

            PostgresLookup lookup = source.lookup(18);

            try (PostgresServer server = ((PostgresLookup.Found) lookup).server()) {
                PostgresAddress database = server.createDatabase("migrated");
                Migrator.of(database.url(), database.user(), database.password())
                        .migrate();
                assertThat(server.major()).isEqualTo(18);
                assertThat(Files.getOwner(directory.resolve("postgresql-18")).getName())
                        .isNotEqualTo("root");
            }
        }
    }

    @Test
    void findsAUserAndAProgramThatChangesToIt() throws IOException {
        OtherUser user = OtherUser.find().orElseThrow();

        Process process = new ProcessBuilder(user.running(List.of("id", "-un"))).start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(user.name());
    }

    /** Enables tests for root only. */
    static final class ForRoot implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            try {
                Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
                return Integer.valueOf(0).equals(uid)
                        ? ConditionEvaluationResult.enabled("root")
                        : ConditionEvaluationResult.disabled("PostgreSQL starts for this user without any help.");
            } catch (IOException | UnsupportedOperationException e) {
                return ConditionEvaluationResult.disabled("There is no root on this system.");
            }
        }
    }
}
