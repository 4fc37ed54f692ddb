package io.aro.db.retention;

import static io.aro.db.testkit.builder.Builders.anEvent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.not;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.internal.dialect.Partition;
import io.aro.db.internal.dialect.PartitionBound;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** The creation of partitions from a default with rows, beside concurrent use. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
class PartitionsInUseTest extends PartitionsOfEvents {

    PartitionsInUseTest(AroDatabase db, TestDatabase database, TestClock clock) {
        super(db, database, clock);
    }

    @Test
    void writersGoOnWhileABoundIsValidated() throws Exception {
        anEvent().insert(db);
        write(dsl -> partitions.put(dsl, bound));

        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            db.inTransaction(tx -> {
                tx.session().write(dsl -> {
                    partitions.validate(dsl, bound);
                    return true;
                });
                assertThat(threads.submit(() -> anEvent().insert(db)).get(60, TimeUnit.SECONDS))
                        .isNotNull();
                return true;
            });
        }

        assertThat(rowsIn("events_default")).isEqualTo(2);
    }

    @Test
    void noRowIsReadWhileWritersWait() throws Exception {
        anEvent().insert(db);
        List<String> said = new ArrayList<>();
        ExecuteListener listener = ExecuteListener.onWarning(context -> listen(context, said));
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET client_min_messages = debug1");
            DSLContext dsl = DSL.using(connection, SQLDialect.POSTGRES);
            dsl.configuration().set(listener);
            PartitionBound march = new PartitionBound(DEFAULT, MARCH, not(partitions.within(MARCH)));
            partitions.put(dsl, march);

            partitions.addBound(dsl, MARCH, march);
            partitions.put(dsl, bound);
            partitions.close(dsl, CLOSED, bound);
            connection.commit();
        }

        assertThat(said)
                .anyMatch(line -> line.contains("default partition \"events_default\" is implied by existing"))
                .anyMatch(line -> line.contains("table \"events_before_2027_01\" is implied by existing"));
    }

    private static void listen(ExecuteContext context, List<String> said) {
        for (SQLWarning warning = context.sqlWarning(); warning != null; warning = warning.getNextWarning()) {
            said.add(String.valueOf(warning.getMessage()));
        }
    }

    @Test
    void writersWaitForAMomentOnlyBehindARunThatWaitsForAReader() throws Exception {
        anEvent().insert(db);
        try (ExecutorService threads = Executors.newFixedThreadPool(1);
                Connection reader = database.dataSource().getConnection();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM events");
            Future<RetentionReport> run =
                    threads.submit(() -> db.retention(FileArchive.in(folder)).run(RetentionPolicy.defaults()));
            while (!run.isDone() && isNobodyWaiting("AccessExclusiveLock")) {
                Thread.onSpinWait();
            }

            anEvent().insert(db);

            reader.rollback();
            run.get(60, TimeUnit.SECONDS);
        }
        makeUntil(YearMonth.of(2027, 1));
        assertThat(all()).contains(CLOSED);
        assertThat(rowsIn(CLOSED.name())).isEqualTo(2);
    }

    private boolean isNobodyWaiting(String mode) {
        return db.session()
                .<Boolean>read(dsl -> dsl.fetchSingle(
                                "SELECT NOT EXISTS (SELECT FROM pg_locks WHERE mode = ? AND NOT granted)", mode)
                        .into(Boolean.class));
    }

    @Test
    void noWriterWaitsBehindARunThatWaitsForAVacuum() throws Exception {
        anEvent().insert(db);
        try (ExecutorService threads = Executors.newFixedThreadPool(1);
                Connection vacuum = database.dataSource().getConnection();
                Statement statement = vacuum.createStatement()) {
            vacuum.setAutoCommit(false);
            statement.execute("LOCK TABLE events_default IN SHARE UPDATE EXCLUSIVE MODE");
            Future<Integer> run = threads.submit(() -> makeUntil(YearMonth.of(2027, 1)));
            while (!run.isDone() && isNobodyWaiting("ShareUpdateExclusiveLock")) {
                Thread.onSpinWait();
            }

            anEvent().insert(db);

            assertThat(isNobodyWaiting("AccessExclusiveLock")).isTrue();
            assertThat(run).isNotDone();
            vacuum.rollback();
            assertThat(run.get(60, TimeUnit.SECONDS)).isEqualTo(3);
        }
        assertThat(rowsIn(CLOSED.name())).isEqualTo(2);
    }

    @Test
    void whatTheDefaultHasOfOtherTimesStaysInTheDefault() {
        makeUntil(YearMonth.of(2026, 12));
        clock.set(Instant.parse("2027-08-15T12:00:00Z"));
        anEvent().insert(db);
        anEvent().at(Instant.parse("2024-02-01T00:00:00Z")).insert(db);
        anEvent().at(Instant.parse("2031-02-01T00:00:00Z")).insert(db);
        List<String> before = Everything.in(db);

        assertThat(makeUntil(YearMonth.of(2027, 11))).isEqualTo(4);

        assertThat(all())
                .extracting(Partition::name)
                .containsExactly(
                        "events_2026_11",
                        "events_2026_12",
                        "events_before_2027_10",
                        "events_2027_10",
                        "events_2027_11",
                        "events_default");
        assertThat(rowsIn("events_before_2027_10")).isEqualTo(1);
        assertThat(rowsIn("events_default")).isEqualTo(2);
        assertThat(Everything.in(db)).isEqualTo(before);
        assertThatNoBoundIsLeft();
    }

    @Test
    void severalRunsMakeEachPartitionOnce() throws Exception {
        anEvent().insertMany(5, db);
        anEvent().at(LATER).insert(db);
        List<String> before = Everything.in(db);
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> runs = new ArrayList<>();
            for (int run = 0; run < 3; run++) {
                runs.add(threads.submit(() -> makeUntil(YearMonth.of(2027, 3))));
            }
            for (Future<Integer> run : runs) {
                run.get(120, TimeUnit.SECONDS);
            }
        }

        assertThat(all())
                .extracting(Partition::name)
                .containsExactly(
                        "events_before_2027_01",
                        "events_2027_01",
                        "events_2027_02",
                        "events_2027_03",
                        "events_default");
        assertThat(rowsIn("events_2027_03")).isEqualTo(1);
        assertThat(Everything.in(db)).isEqualTo(before);
        assertThatNoBoundIsLeft();
    }
}
