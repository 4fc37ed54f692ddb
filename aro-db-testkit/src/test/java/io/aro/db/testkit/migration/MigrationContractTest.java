package io.aro.db.testkit.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Shows that each part of the contract can fail, and what it says then. */
class MigrationContractTest {

    private static final String UP_DOWN_UP = "goesUpDownAndUpWithARowInEveryTable";

    @ParameterizedTest
    @MethodSource
    void failsForMigrationsThat(Class<?> broken, String method, String message) {
        List<Throwable> failures = EngineTestKit.engine("junit-jupiter")
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

        assertThat(failures)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessageContaining(message));
    }

    static Stream<Arguments> failsForMigrationsThat() {
        return Stream.of(
                Arguments.of(
                        BrokenMigrations.WithoutSampleRows.class,
                        UP_DOWN_UP,
                        "These tables have no sample row, so nothing shows that their rows survive: [notebook_pages]"),
                Arguments.of(BrokenMigrations.ThatFail.class, "goesUpFromNothing", "V001__broken.sql"),
                Arguments.of(
                        BrokenMigrations.ThatFail.class,
                        "isAppliedOnceBySeveralMigratorsAtTheSameTime",
                        "V001__broken.sql"),
                Arguments.of(BrokenMigrations.WithoutAWayBack.class, UP_DOWN_UP, "the way back of V001__signs.sql"),
                Arguments.of(
                        BrokenMigrations.ThatLeaveSomethingBehind.class,
                        UP_DOWN_UP,
                        "the schema after going back by V001__two.sql"),
                Arguments.of(BrokenMigrations.ThatAreMissing.class, "goesUpFromNothing", "db/nowhere/sqlite"));
    }
}
