package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.internal.run.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.opentest4j.TestAbortedException;

class ChosenEnginesTest {

    private static final String LEFT_OUT =
            " is left out by aro.test.engines=%s; add %s to the setting to test on that engine too.";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            sqlite                 | SQLITE
            postgres-15            | POSTGRES_15
            postgres               | POSTGRES_15, POSTGRES_18
            Postgres-18 , SQLITE   | SQLITE, POSTGRES_18
            postgres, postgres-18  | POSTGRES_15, POSTGRES_18
            ''                     | SQLITE, POSTGRES_15, POSTGRES_18
            """)
    void areThoseThatTheSettingLists(String setting, String engines) {
        ChosenEngines chosen = chosen(setting);

        assertThat(Arrays.stream(Engine.values()).filter(chosen::include))
                .extracting(Engine::name)
                .containsExactly(engines.split(", "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mysql              | mysql
            postgres-17        | postgres-17
            sqlite,            | ''
            sqlite postgres    | sqlite postgres
            """)
    void refuseAnUnknownNameAndListTheOthers(String setting, String name) {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> chosen(setting))
                .withMessage("The setting aro.test.engines names \"" + name
                        + "\"; choose from postgres, postgres-15, postgres-18, sqlite.");
    }

    @Test
    void giveNoDatabaseOfAPostgresThatIsLeftOut() {
        Settings settings = GivenSettings.of(Map.of("aro.test.engines", "sqlite"), Map.of());

        try (TestDatabases databases = new TestDatabases(settings)) {
            assertThatExceptionOfType(MissingEngineException.class)
                    .isThrownBy(() -> databases.migrated(Engine.POSTGRES_18))
                    .withMessage("PostgreSQL 18" + LEFT_OUT, "sqlite", "postgres-18");
            assertThatExceptionOfType(MissingEngineException.class)
                    .isThrownBy(() -> databases.empty(Engine.POSTGRES_15));
            assertThatExceptionOfType(MissingEngineException.class)
                    .isThrownBy(() -> databases.version(Engine.POSTGRES_15));
        }
    }

    @Test
    void giveADatabaseOfSqliteInAnyRun() {
        Settings settings = GivenSettings.of(Map.of("aro.test.engines", "postgres"), Map.of());

        try (TestDatabases databases = new TestDatabases(settings);
                TestDatabase sqlite = databases.migrated(Engine.SQLITE)) {
            assertThat(sqlite.engine()).isEqualTo(Engine.SQLITE);
        }
    }

    @Test
    void runAMarkedClassOnThemselvesAlone() {
        runOn("sqlite", Cases.OnEveryEngine.class)
                .testEvents()
                .assertStatistics(tests -> tests.started(1).succeeded(1).skipped(0))
                .assertThatEvents()
                .haveExactly(1, event(test("runsOnTheEngine"), finishedSuccessfully()));
        runOn("sqlite", Cases.OnPostgresOnly.class)
                .allEvents()
                .assertStatistics(all -> all.failed(0).skipped(0));
        runOn("sqlite", Cases.OnPostgresOnly.class).testEvents().assertStatistics(tests -> tests.started(0));
    }

    @Test
    void runAMarkedMethodOnThemselvesAlone() {
        runOn("sqlite", Cases.OneMethodOnBothEngines.class)
                .testEvents()
                .assertStatistics(tests -> tests.started(2).succeeded(2));
    }

    @Test
    void skipATestThatIsForSqliteAlone() {
        runOn("postgres-15", Cases.OneMethodOnBothEngines.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("runsOnSqliteWithoutTheMark"),
                                abortedWithReason(
                                        instanceOf(TestAbortedException.class),
                                        message("SQLite"
                                                + String.format(Locale.ROOT, LEFT_OUT, "postgres-15", "sqlite")))))
                .haveExactly(1, event(test(), displayName("PostgreSQL 15"), abortedWithReason()));
    }

    @Test
    void failTheRunThatNamesAnUnknownOne() {
        runOn("mysql", Cases.OnEveryEngine.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(instanceOf(ConfigurationException.class))));
        runOn("mysql", Cases.Failing.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(1, event(test(), finishedWithFailure(instanceOf(ConfigurationException.class))));
    }

    @Test
    void areNoExcuseForAClassThatNamesNone() {
        runOn("sqlite", Cases.OnNoEngine.class).containerEvents().assertStatistics(containers -> containers.failed(1));
    }

    /** The tag selects tests on several engines, so that two runs of a build cover each test once. */
    @ParameterizedTest
    @ValueSource(classes = {Cases.OnEveryEngine.class, Cases.OneMethodOnBothEngines.class})
    void selectByTheTagWhatTheOtherRunDoesNot(Class<?> tests) {
        List<String> together = Stream.concat(
                        started(kit("sqlite", tests)),
                        started(kit("postgres", tests).filters(TagFilter.includeTags("aro-engines"))))
                .toList();

        assertThat(together)
                .hasSizeGreaterThan(2)
                .containsExactlyInAnyOrderElementsOf(started(kit(" ", tests)).toList());
    }

    private static ChosenEngines chosen(String setting) {
        return ChosenEngines.of(GivenSettings.of(Map.of("aro.test.engines", setting), Map.of()));
    }

    private static EngineExecutionResults runOn(String engines, Class<?> tests) {
        return kit(engines, tests).execute();
    }

    private static EngineTestKit.Builder kit(String engines, Class<?> tests) {
        return Cases.kit(tests).configurationParameter("aro.test.engines", engines);
    }

    /** Returns the started tests with their engine, taken from the name of the test or its container. */
    private static Stream<String> started(EngineTestKit.Builder kit) {
        return kit.execute().testEvents().started().stream()
                .map(Event::getTestDescriptor)
                .map(test -> test.getParent().orElseThrow().getDisplayName() + ": " + test.getDisplayName());
    }
}
