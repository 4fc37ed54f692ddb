package io.aro.db.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A program that uses test databases and exits without closing them. */
final class EarlyExit {

    private static final int STATUS = 3;

    private EarlyExit() {}

    /** The point of the exit. */
    enum Way {
        /** With an open database. */
        OPEN,
        /** During writes of background threads. */
        WORKING,
        /** Just after returning databases, while they are reset in the background. */
        GIVING_BACK,
        /** While the first database's template is created. */
        STARTING,
        /** During a test run. */
        TESTING
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(ProcessHandle.current().pid());
        Engine engine = Engine.valueOf(arguments[0]);
        switch (Way.valueOf(arguments[1])) {
            case OPEN -> write(take(engine).open(), 0);
            case WORKING -> work(take(engine).open());
            case GIVING_BACK -> giveBack(engine);
            case STARTING -> startAnd(engine);
            case TESTING -> {
                Class<?> tests = engine.isPostgres() ? OnPostgres.class : OnSqlite.class;
                EngineTestKit.engine("junit-jupiter")
                        .selectors(selectClass(tests))
                        .enableImplicitConfigurationParameters(true)
                        .execute();
                throw new IllegalStateException("The tests have not ended the program.");
            }
        }
        System.exit(STATUS);
    }

    private static TestDatabase take(Engine engine) {
        return engine.isPostgres() ? TestDatabase.postgres() : TestDatabase.sqlite();
    }

    private static void write(AroDatabase db, int number) {
        db.customers().upsertByPhone(NewCustomer.withPhone(String.format(Locale.ROOT, "+155501%02d", number % 100)));
    }

    /** Leaves threads running; their failures stay silent here. */
    private static void work(AroDatabase db) throws InterruptedException {
        CountDownLatch written = new CountDownLatch(20);
        for (int i = 0; i < 4; i++) {
            Thread.ofPlatform()
                    .daemon()
                    .uncaughtExceptionHandler((thread, failure) -> {})
                    .start(() -> {
                        for (int number = 0; ; number++) {
                            write(db, number);
                            written.countDown();
                        }
                    });
        }
        written.await();
    }

    private static void giveBack(Engine engine) throws SQLException {
        List<TestDatabase> taken = Stream.generate(() -> take(engine)).limit(6).toList();
        for (TestDatabase each : taken) {
            try (Connection connection = each.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE damage (id integer)");
            }
        }
        new ArrayList<>(taken).forEach(TestDatabase::close);
    }

    /** Returns as soon as this run has files. */
    private static void startAnd(Engine engine) throws Exception {
        String prefix = "run-" + ProcessHandle.current().pid() + "-";
        Set<Path> before = EarlyExitTest.runs(prefix);
        Thread.ofPlatform()
                .daemon()
                .uncaughtExceptionHandler((thread, failure) -> {})
                .start(() -> take(engine));
        while (!hasFiles(prefix, before)) {
            Thread.onSpinWait();
        }
    }

    private static boolean hasFiles(String prefix, Set<Path> before) throws IOException {
        for (Path run : EarlyExitTest.runs(prefix)) {
            if (!before.contains(run)) {
                try (Stream<Path> files = Files.list(run)) {
                    return files.count() > 1;
                }
            }
        }
        return false;
    }

    @AroDatabaseTest
    static final class OnSqlite {

        @Test
        void exits(AroDatabase db) {
            write(db, 0);
            System.exit(STATUS);
        }
    }

    @BothEngines(Engine.POSTGRES_18)
    static final class OnPostgres {

        @Test
        void exits(AroDatabase db) {
            write(db, 0);
            System.exit(STATUS);
        }
    }
}
