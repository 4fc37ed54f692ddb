package io.aro.db.testkit.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.aro.db.error.MigrationException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.Unmigrated;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Shows that each part of the contract can fail, with its message. */
class MigrationContractTest {

    private static final String UP_DOWN_UP = "goesUpDownAndUpWithARowInEveryTable";

    @ParameterizedTest
    @MethodSource
    void failsForMigrationsThat(Class<?> broken, String method, String message) {
        assertThat(failuresOf(broken, method))
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining(message));
    }

    @BothEngines(Engine.POSTGRES_18)
    @SuppressWarnings("JUnitMethodInvoked") // The engine of a nested run does not know the server of this run.
    void failsForAnIndexThatCannotBeMadeAgain(@Unmigrated TestDatabase database) {
        MigrationContract broken = new BrokenMigrations.ThatCannotGoOn();

        assertThatThrownBy(() -> broken.goesOnWhereverItWasKilled(database))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("V002__index.sql")
                .hasMessageContaining("already exists");
    }

    private static List<Throwable> failuresOf(Class<?> broken, String method) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectMethod(broken, method, "io.aro.db.testkit.TestDatabase"))
                .configurationParameter("aro.test.engines", " ")
                .configurationParameter("aro.test.quiet", "true")
                .execute()
                .testEvents()
                .finished()
                .stream()
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .toList();
    }

    static Stream<Arguments> failsForMigrationsThat() {
        return Stream.of(
                Arguments.of(
                        BrokenMigrations.WithoutSampleRows.class,
                        UP_DOWN_UP,
                        "These tables have no sample row, hence the survival of their rows is untested: [notebook_pages]"),
                Arguments.of(BrokenMigrations.ThatFail.class, "goesUpFromNothing", "V001__broken.sql"),
                Arguments.of(
                        BrokenMigrations.ThatFail.class,
                        "isAppliedOnceBySeveralMigratorsAtTheSameTime",
                        "V001__broken.sql"),
                Arguments.of(BrokenMigrations.WithoutAWayBack.class, UP_DOWN_UP, "the down script of V001__signs.sql"),
                Arguments.of(
                        BrokenMigrations.ThatLeaveSomethingBehind.class,
                        UP_DOWN_UP,
                        "the schema after the rollback of V001__two.sql"),
                Arguments.of(BrokenMigrations.ThatAreMissing.class, "goesUpFromNothing", "db/nowhere/sqlite"));
    }
}
