package io.aro.db.examples.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.testkit.AroDatabaseTest;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Suites of small isolated tests in JUnit. */
final class SuiteBenchmark {

    static final int SQLITE_TESTS = 1_000;
    static final int POSTGRES_TESTS = 200;

    private SuiteBenchmark() {}

    /** Runs the tests of a class on a number of threads; fails if a test fails. */
    static void run(Class<?> tests, int threads) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        try (LauncherSession session = LauncherFactory.openSession()) {
            session.getLauncher()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectClass(tests))
                                    .configurationParameter("aro.requirePostgres", "true")
                                    .configurationParameter(
                                            "junit.jupiter.execution.parallel.enabled", Boolean.toString(threads > 1))
                                    .configurationParameter(
                                            "junit.jupiter.execution.parallel.mode.default", "concurrent")
                                    .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                                    .configurationParameter(
                                            "junit.jupiter.execution.parallel.config.fixed.parallelism",
                                            Integer.toString(threads))
                                    .build(),
                            listener);
        }
        if (listener.getSummary().getTotalFailureCount() > 0) {
            throw new IllegalStateException(
                    "A test failed, so the time says nothing.",
                    listener.getSummary().getFailures().getFirst().getException());
        }
    }

    /** Tests of one row each, written and read again. */
    @AroDatabaseTest
    static final class OnSqlite {

        @RepeatedTest(SQLITE_TESTS)
        void writesAndReads(AroDatabase db) {
            writeAndRead(db);
        }
    }

    /** Tests of one row each, written and read again. */
    @BothEngines(Engine.POSTGRES_18)
    static final class OnPostgres {

        @RepeatedTest(POSTGRES_TESTS)
        void writesAndReads(AroDatabase db) {
            writeAndRead(db);
        }
    }

    private static void writeAndRead(AroDatabase db) {
        UUID id = db.customers().create(NewCustomer.withPhone("+15550100")).id();
        assertEquals(id, db.customers().findByPhone("+15550100").orElseThrow().id());
    }
}
