package io.aro.db.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.internal.pool.CachingConnection;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.stream.LongStream;
import org.jooq.DSLContext;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.impl.DefaultVisitListenerProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The work of the benchmarks' operations on a warm database with its own connections. */
@BothEngines
class CostTest {

    private static final int WARM_UP = 30;
    private static final int ROUNDS = 5;
    private static final int RUNS = 20;

    private final TestDatabase database;
    private final Renderings renderings = new Renderings();
    private final AroDatabase db;

    CostTest(TestDatabase database, @TempDir Path folder) {
        this.database = database;
        this.db = AroDatabase.open(
                database.engine().isPostgres()
                        ? PatientConfig.of(
                                AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password()))
                        : SqliteConfig.file(folder.resolve("aro.db")));
        DefaultVisitListenerProvider counter = new DefaultVisitListenerProvider(renderings);
        db.session().read(dsl -> dsl.configuration().set(counter));
        db.session().write(dsl -> dsl.configuration().set(counter));
        Operation.fill(db);
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** A counter of jOOQ's renderings. */
    private static final class Renderings implements VisitListener {

        private int count;

        @Override
        public void visitStart(VisitContext context) {
            if (context.renderContext() != null && context.queryPartsLength() == 1) {
                count++;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.aro.db.cost.Operation#all")
    void rendersAndCompilesNothingWhenWarm(Operation operation) {
        run(operation, 0, WARM_UP);
        assertThat(renderings.count).as("renderings of all first runs").isPositive();
        int rendered = renderings.count;
        long compiled = compilations();

        run(operation, WARM_UP, RUNS);

        assertThat(renderings.count - rendered).as("renderings").isZero();
        assertThat(compilations() - compiled).as("compilations").isZero();
    }

    @ParameterizedTest
    @MethodSource("io.aro.db.cost.Operation#all")
    void allocatesLittle(Operation operation) {
        run(operation, 0, WARM_UP);

        long bytes = LongStream.range(0, ROUNDS)
                .map(round -> allocated(operation, WARM_UP + (int) round * RUNS))
                .min()
                .orElseThrow();

        assertThat(bytes)
                .isPositive()
                .isLessThan(database.engine().isPostgres() ? operation.postgres() : operation.sqlite());
    }

    private long allocated(Operation operation, int from) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        run(operation, from, RUNS);
        return (threads.getCurrentThreadAllocatedBytes() - before) / RUNS;
    }

    private void run(Operation operation, int from, int times) {
        for (int number = from; number < from + times; number++) {
            operation.action().run(db, number);
        }
    }

    /** Returns the compilations on the writer and on a reader of SQLite; none on PostgreSQL. */
    private long compilations() {
        return database.engine().isPostgres()
                ? 0
                : db.session().<Long>write(CostTest::compilations)
                        + db.session().<Long>read(CostTest::compilations);
    }

    private static long compilations(DSLContext dsl) {
        return dsl.connectionResult((Connection connection) ->
                connection.unwrap(CachingConnection.class).compilations());
    }
}
