package io.aro.db.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.testkit.engine.EventConditions.container;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.aro.db.error.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ParameterResolutionException;

class SharedDatabaseTest {

    @Test
    void isFilledOnceForAllTestsOfAClassAndItsNestedClasses() {
        Cases.run(SharedCases.FilledOnce.class)
                .testEvents()
                .assertStatistics(tests -> tests.started(2).succeeded(2));
    }

    @Test
    void staysUsableAfterATestHasFailed() {
        Cases.run(SharedCases.GoingOnAfterAFailure.class)
                .testEvents()
                .assertStatistics(tests -> tests.started(2).succeeded(1).failed(1));
    }

    @Test
    void isSearchedForLeaksWhenAllTestsAreThrough() {
        Cases.run(SharedCases.Leaking.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                container(SharedCases.Leaking.class),
                                finishedWithFailure(
                                        instanceOf(AssertionError.class),
                                        message(text -> text.contains("A connection was not closed")))));
    }

    @Test
    void isNotFilledBeforeAnEngineIsChosen() {
        Cases.run(SharedCases.FilledBeforeAnyEngineIsChosen.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(ParameterResolutionException.class),
                                message(text -> text.contains("in a static method marked @SeedDatabase")))));
    }

    @Test
    void isNotFilledByAMethodOfOneTest() {
        assertThat(Cases.failureOf(Cases.run(SharedCases.FilledByAnInstance.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("The method fill marked @SeedDatabase must be static");
    }
}
