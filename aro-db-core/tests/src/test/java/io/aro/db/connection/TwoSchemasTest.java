package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.AroDatabase;
import io.aro.db.archive.FileArchive;
import io.aro.db.fixture.Business;
import io.aro.db.fixture.LargeTables;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.migration.MigrationReport;
import io.aro.db.plan.Call;
import io.aro.db.plan.PublicCalls;
import io.aro.db.refusal.TooManyRowsException;
import io.aro.db.retention.RetentionPolicy;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two schemas of one database with equal keys, at work at the same moment: neither waits for the other. */
@BothEngines({Engine.POSTGRES_15, Engine.POSTGRES_18})
@Timeout(300)
class TwoSchemasTest {

    /** A wait for a lock of the other schema would end by this limit, since the other stops until then. */
    private static final TimeLimits LIMITS =
            TimeLimits.defaults().withLock(Duration.ofSeconds(2)).withRequest(Duration.ofSeconds(2));

    private final TestDatabase database;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Pause pause = new Pause();
    private Business ours;
    private Business others;

    @TempDir
    private Path folder = Path.of("");

    TwoSchemasTest(TestDatabase database) {
        this.database = database;
        this.ours = new Business(database, "public");
        this.others = new Business(database, "biz_42");
    }

    @BeforeEach
    void fillBoth() throws SQLException {
        LargeTables.fillSome(database);
        others = Business.create(database, "biz_42");
        Rows.execute(database, setting("SET search_path = biz_42"));
        LargeTables.fillSome(database);
        Rows.execute(database, setting("RESET search_path"));
    }

    private static String setting(String clause) {
        return "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I " + clause + "', current_database()); END $$";
    }

    @AfterEach
    void endTheThread() {
        thread.shutdownNow();
    }

    /** Stops each call after it has taken a lock, and makes the same call in the other schema meanwhile. */
    @Test
    void noCallWaitsForTheSameCallInTheOtherSchema() throws Exception {
        List<String> stopped = new ArrayList<>();
        try (AroDatabase one = AroDatabase.open(ours.config().withDecorator(pause::over));
                AroDatabase other = AroDatabase.open(others.config().withTimeLimits(LIMITS))) {
            for (Call call : PublicCalls.all()) {
                pause.at(() -> meanwhile(() -> make(call, other)));
                make(call, one);
                if (pause.hasPassed()) {
                    stopped.add(call.method());
                } else {
                    make(call, other);
                }
            }
        }

        assertThat(stopped).as("calls with a lock").hasSizeGreaterThan(20);
        assertThat(counts("biz_42")).isEqualTo(counts("public"));
    }

    @Test
    void anEqualKeyOfTheOtherSchemaIsFree() throws Exception {
        IdempotencyKey key = IdempotencyKey.of("stripe", "evt_of_both");
        HostConfig host = HostConfig.of(SQLDialect.POSTGRES).withTimeLimits(LIMITS);

        AroDatabase one = AroDatabase.over(ours.pool(), host.withSchema("public"));
        AroDatabase other = AroDatabase.over(ours.pool(), host.withSchema("biz_42"));
        List<Outcome<String>> outcomes = new ArrayList<>();
        outcomes.add(one.idempotency().execute(key, "{}", String.class, tx -> {
            meanwhile(() -> outcomes.add(other.idempotency().execute(key, "{}", String.class, inner -> "other")));
            return "one";
        }));

        assertThat(outcomes).containsExactly(new Outcome.Executed<>("other"), new Outcome.Executed<>("one"));
    }

    /** One thread may be inside both: each open database has its own mark of the thread. */
    @Test
    void oneThreadHandlesAnEqualKeyInBoth() {
        IdempotencyKey key = IdempotencyKey.of("stripe", "evt_of_both");
        try (AroDatabase one = ours.open();
                AroDatabase other = AroDatabase.open(others.config().withTimeLimits(LIMITS))) {

            Outcome<String> outcome = one.idempotency()
                    .execute(
                            key,
                            "{}",
                            String.class,
                            tx -> other.idempotency()
                                    .execute(key, "{}", String.class, inner -> "both")
                                    .toString());

            assertThat(outcome).isInstanceOf(Outcome.Executed.class).asString().contains("both");
        }
    }

    @Test
    void retentionRunsBesideRetentionOfTheOtherSchema() throws Exception {
        try (AroDatabase one = AroDatabase.open(ours.config().withDecorator(pause::over));
                AroDatabase other = AroDatabase.open(others.config().withTimeLimits(LIMITS))) {
            pause.at(() -> meanwhile(() ->
                    other.retention(FileArchive.in(folder.resolve("other"))).run(RetentionPolicy.defaults())));

            one.retention(FileArchive.in(folder.resolve("one"))).run(RetentionPolicy.defaults());
        }

        assertThat(pause.hasPassed()).isTrue();
        assertThat(counts("biz_42")).isEqualTo(counts("public"));
    }

    @Test
    void migratesBesideAMigrationOfTheOtherSchema() throws Exception {
        Business first = Business.createEmpty(database, "first");
        Business second = Business.createEmpty(database, "second");
        List<MigrationReport> reports = new ArrayList<>();

        first.migrator()
                .with(event -> {
                    if (reports.isEmpty()) {
                        meanwhile(() -> reports.add(second.migrator().migrate()));
                    }
                })
                .migrate();

        assertThat(reports)
                .singleElement()
                .satisfies(report -> assertThat(report.applied()).isNotEmpty());
        first.migrator().validate();
        second.migrator().validate();
    }

    /** Makes the call; a list of too many rows is refused after its statement was sent. */
    private static void make(Call call, AroDatabase db) {
        try {
            call.action().accept(db);
        } catch (TooManyRowsException e) {
            assertThat(e.isRetryable()).isFalse();
        }
    }

    private void meanwhile(Runnable work) {
        try {
            thread.submit(work).get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            throw new AssertionError("The other schema did not go on.", e);
        }
    }

    private List<String> counts(String schema) throws SQLException {
        return Rows.query(database, """
                SELECT relname || ': ' || (xpath('/row/n/text()',
                  query_to_xml(format('SELECT count(*) AS n FROM %I.%I', nspname, relname), false, true, '')))[1]::text
                FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
                WHERE nspname = '""" + schema + """
                ' AND relkind IN ('r', 'p') AND NOT relispartition
                  AND relname <> 'archive_segments' -- A run cuts its segments by its pace.
                ORDER BY relname
                """);
    }

    /** A stop of the next call, right after a statement that takes an advisory lock, with the lock held. */
    private static final class Pause implements JdbcInterceptor {

        private volatile @Nullable Runnable work;

        void at(Runnable next) {
            work = next;
        }

        boolean hasPassed() {
            return work == null;
        }

        @Override
        public @Nullable Object intercept(JdbcCall call) throws SQLException {
            Runnable next = work;
            if (next == null || call.kind() != Kind.EXECUTE || !call.plainSql().contains("advisory")) {
                return call.proceed();
            }
            work = null;
            Connection connection = call.connection();
            boolean isAlone = connection.getAutoCommit();
            if (isAlone) { // The lock would end with its statement.
                connection.setAutoCommit(false);
            }
            try {
                Object result = call.proceed();
                next.run();
                return result;
            } finally {
                if (isAlone) {
                    connection.commit();
                    connection.setAutoCommit(true);
                }
            }
        }
    }
}
