package io.aro.db.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.fixture.OnPostgres;
import io.aro.db.fixture.PropertyDatabases;
import io.aro.db.internal.opening.Opening;
import io.aro.db.internal.session.Connections;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestClock;
import io.aro.db.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.PerProperty;
import org.jspecify.annotations.Nullable;

/** Equal sequences of operations on the keys of a database and of the model, compared after each operation. */
class ClaimProtocolTest {

    /** The seed: equal for every run; a new number generates new sequences. */
    private static final String SEED = "20260302";

    private static final Instant START = Instant.parse("2026-03-02T15:04:05.123456Z");

    private static final IdempotencyPolicy POLICY = IdempotencyPolicy.of(Duration.ofMinutes(20), Duration.ofMinutes(10))
            .withMaxAttempts(2)
            .withBackoff(Duration.ofSeconds(10), Duration.ofMinutes(1))
            .withMaxResponseBytes(1000);

    private static @Nullable Connections sqlite;
    private static @Nullable KeySubject onSqlite;
    private static @Nullable Connections postgres;
    private static @Nullable KeySubject onPostgres;

    @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
    @PerProperty(KeyOperations.class)
    void sqliteDoesAsTheModelDoes(@ForAll("sequences") List<KeyOperation> sequence) {
        if (onSqlite == null) {
            TestClock clock = TestClock.create();
            sqlite = Opening.of(SqliteConfig.inMemory().withClock(clock));
            onSqlite = new KeySubject(sqlite, clock, POLICY);
        }
        assertAgrees(onSqlite, sequence, KeyOperations::count);
    }

    @Property(seed = SEED, edgeCases = EdgeCasesMode.NONE)
    @OnPostgres(Engine.POSTGRES_18)
    void postgresDoesAsTheModelDoes(@ForAll("sequences") List<KeyOperation> sequence) {
        if (onPostgres == null) {
            TestDatabase database = PropertyDatabases.shared().migrated(Engine.POSTGRES_18);
            postgres = Opening.of(PostgresConfig.of(database.jdbcUrl(), database.user(), database.password())
                    .withTimeLimits(PatientConfig.limits())
                    .withClock(database.clock()));
            onPostgres = new KeySubject(postgres, database.clock(), POLICY);
        }
        assertAgrees(onPostgres, sequence, (operation, answer) -> {});
    }

    @Provide
    Arbitrary<List<KeyOperation>> sequences() {
        return KeyOperations.sequences();
    }

    private static void assertAgrees(
            KeySubject subject, List<KeyOperation> sequence, BiConsumer<KeyOperation, String> tally) {
        KeyProtocol real = subject.emptied(START);
        KeyProtocol model = new KeyModel(POLICY, START);
        for (KeyOperation operation : sequence) {
            String expected = operation.on(model);

            String actual = operation.on(real);

            assertThat(actual).as("answer to %s", operation).isEqualTo(expected);
            assertThat(real.facts()).as("after %s", operation).isEqualTo(model.facts());
            tally.accept(operation, actual);
        }
    }

    @AfterContainer
    static void closeDatabases() {
        if (sqlite != null) {
            sqlite.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
