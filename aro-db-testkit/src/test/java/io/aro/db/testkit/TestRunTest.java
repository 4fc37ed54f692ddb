package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestRunTest {

    private static final Map<String, String> WITHOUT_SERVERS =
            Map.of("aro.test.postgres.image", "none", "aro.test.quiet", "true");

    @Test
    void skipsTestsOfAMissingEngineWithItsRemedy() {
        try (TestRun run = run(Map.of());
                TestDatabases source = withoutServers()) {
            assertThat(run.reasonToSkip(Engine.POSTGRES_15, source))
                    .hasValueSatisfying(reason ->
                            assertThat(reason).startsWith("There is no PostgreSQL 15 to test on: either set"));
            assertThat(run.reasonToSkip(Engine.SQLITE, source)).isEmpty();
        }
    }

    @Test
    void failsTestsOfAMissingEngineIfItIsRequired() {
        try (TestRun run = run(Map.of("aro.requirePostgres", "true"));
                TestDatabases source = withoutServers()) {
            assertThatExceptionOfType(MissingEngineException.class)
                    .isThrownBy(() -> run.reasonToSkip(Engine.POSTGRES_15, source));
        }
    }

    @Test
    void skipsTestsOfAnExcludedEngineEvenIfItIsRequired() {
        try (TestRun run = run(Map.of("aro.requirePostgres", "true", "aro.test.engines", "sqlite"));
                TestDatabases source = withoutServers()) {
            assertThat(run.reasonToSkip(Engine.POSTGRES_15, source))
                    .hasValue("PostgreSQL 15 is left out by aro.test.engines=sqlite; add postgres-15 to the setting to"
                            + " test on that engine too.");
        }
    }

    private static TestRun run(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(WITHOUT_SERVERS);
        all.putAll(properties);
        return new TestRun(GivenSettings.of(all, Map.of()));
    }

    private static TestDatabases withoutServers() {
        return GivenSettings.databases(GivenSettings.of(WITHOUT_SERVERS, Map.of()));
    }
}
