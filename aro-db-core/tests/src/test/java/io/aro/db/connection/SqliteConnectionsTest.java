package io.aro.db.connection;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static io.aro.db.schema.Tables.CUSTOMER_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.connection.SqliteConfig.Durability;
import io.aro.db.error.ConstraintViolationException;
import io.aro.db.error.TransactionMisuseException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings of SQLite's writer and reader connections. */
class SqliteConnectionsTest {

    private static final int READERS = 4;

    @TempDir
    Path directory;

    @Test
    void writerEnforcesForeignKeysAndSurvivesPowerCuts() {
        try (AroDatabase db = AroDatabase.sqlite(file())) {
            assertThat(db.session().write(SqliteConnectionsTest::pragmas))
                    .isEqualTo(
                            Map.of("foreign_keys", "1", "journal_mode", "wal", "query_only", "0", "synchronous", "2"));
        }
    }

    @Test
    void everyReaderEnforcesForeignKeysAndWritesNothing() throws Exception {
        try (AroDatabase db = AroDatabase.sqlite(file())) {
            assertThat(onEveryReader(db, SqliteConnectionsTest::pragmas))
                    .hasSize(READERS)
                    .containsOnly(
                            Map.of("foreign_keys", "1", "journal_mode", "wal", "query_only", "1", "synchronous", "2"));
        }
    }

    @Test
    void durabilityReachesTheConnections() {
        SqliteConfig config = SqliteConfig.file(file()).withDurability(Durability.NORMAL);

        try (AroDatabase db = AroDatabase.open(config)) {
            assertThat(db.session().write(SqliteConnectionsTest::pragmas)).containsEntry("synchronous", "1");
        }
    }

    @Test
    void databaseInMemoryEnforcesForeignKeys() {
        try (AroDatabase db = AroDatabase.inMemory()) {
            assertThat(db.session().write(SqliteConnectionsTest::pragmas))
                    .containsEntry("foreign_keys", "1")
                    .containsEntry("query_only", "0");
        }
    }

    @Test
    void refusesRowThatPointsToNothing() {
        try (AroDatabase db = AroDatabase.sqlite(file())) {
            assertThatThrownBy(() -> db.session()
                            .write(dsl -> dsl.insertInto(CUSTOMER_TAGS)
                                    .set(CUSTOMER_TAGS.CUSTOMER_ID, db.session().newId())
                                    .set(CUSTOMER_TAGS.TAG, "regular")
                                    .execute()))
                    .isInstanceOfSatisfying(
                            ConstraintViolationException.class,
                            violation -> assertThat(violation.kind())
                                    .isEqualTo(ConstraintViolationException.Kind.FOREIGN_KEY));
        }
    }

    @Test
    void readerRefusesToWriteOutsideTransactionsToo() {
        try (AroDatabase db = AroDatabase.sqlite(file())) {
            assertThatThrownBy(() -> db.session()
                            .read(dsl -> dsl.insertInto(CUSTOMERS)
                                    .set(CUSTOMERS.PHONE, "+15550001")
                                    .execute()))
                    .isInstanceOf(TransactionMisuseException.class)
                    .hasMessage("session.read(…) only reads; use session.write(…) for a statement that writes.");
        }
    }

    private Path file() {
        return directory.resolve("aro.db");
    }

    private static Map<String, String> pragmas(DSLContext dsl) {
        return Map.of(
                "foreign_keys", pragma(dsl, "foreign_keys"),
                "journal_mode", pragma(dsl, "journal_mode"),
                "query_only", pragma(dsl, "query_only"),
                "synchronous", pragma(dsl, "synchronous"));
    }

    private static String pragma(DSLContext dsl, String name) {
        return String.valueOf(dsl.fetchValue("PRAGMA " + name));
    }

    /** Runs the query on every reader, with all readers reserved at once. */
    private static <T> List<T> onEveryReader(AroDatabase db, Function<DSLContext, T> question) throws Exception {
        CyclicBarrier all = new CyclicBarrier(READERS);
        Callable<T> task = () -> db.readOnly(tx -> {
            all.await(1, TimeUnit.MINUTES);
            return tx.session().read(question);
        });
        try (ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(Collections.nCopies(READERS, task))) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
