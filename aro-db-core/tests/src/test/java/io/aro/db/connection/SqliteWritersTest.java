package io.aro.db.connection;

import static io.aro.db.schema.Tables.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.ContentionException;
import io.aro.db.transaction.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Concurrent writers of a SQLite file, in one process and in two. */
@Timeout(120)
class SqliteWritersTest {

    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final NewCustomer BOB = NewCustomer.withPhone("+15550002");

    @TempDir
    Path directory;

    @Test
    void loseNoUpdateThoughTheyReadBeforeTheyWrite() throws Exception {
        try (AroDatabase db = AroDatabase.sqlite(file())) {
            UUID ada = db.customers().create(ADA).id();

            Race.run(thread -> db.useTransaction(tx -> addOne(tx, ada)));

            assertThat(db.customers().getById(ada).noShowCount()).isEqualTo(Race.STEPS);
        }
    }

    /** Two database objects stand for two processes: neither sees the queue of the second. */
    @Test
    void loseNoUpdateThoughAnotherProcessWritesToo() throws Exception {
        try (AroDatabase db = AroDatabase.sqlite(file());
                AroDatabase other = AroDatabase.sqlite(file())) {
            UUID ada = db.customers().create(ADA).id();

            Race.run(thread -> (thread % 2 == 0 ? db : other).useTransaction(tx -> addOne(tx, ada)));

            assertThat(db.customers().getById(ada).noShowCount()).isEqualTo(Race.STEPS);
        }
    }

    @Test
    void sayToRepeatWhenAnotherProcessHoldsTheLockTooLong() throws Exception {
        try (AroDatabase db = AroDatabase.open(SqliteConfig.file(file()).withBusyTimeout(Duration.ofMillis(20)))) {
            try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file());
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");

                isContended(() -> db.useTransaction(tx -> tx.customers().create(ADA)));
                isContended(() -> db.customers().create(ADA));
                isContended(() -> db.session().atomically(session -> "reached"));

                assertThat(db.customers().findByPhone(ADA.phone())).isEmpty();
                statement.execute("ROLLBACK");
            }

            db.useTransaction(tx -> tx.customers().create(ADA));
            db.customers().create(BOB);

            try (AroDatabase another = AroDatabase.sqlite(file())) {
                assertThat(another.customers().count(DSL.trueCondition())).isEqualTo(2);
            }
        }
    }

    private Path file() {
        return directory.resolve("aro.db");
    }

    private static void addOne(Transaction tx, UUID id) {
        long count = tx.customers().getById(id).noShowCount();
        tx.session()
                .write(dsl -> dsl.update(CUSTOMERS)
                        .set(CUSTOMERS.NO_SHOW_COUNT, count + 1)
                        .where(CUSTOMERS.ID.eq(id))
                        .execute());
    }

    private static void isContended(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ContentionException.class,
                        contention -> assertThat(contention.isRetryable()).isTrue())
                .hasMessage("The transaction conflicts with a concurrent transaction; retry the whole transaction.");
    }
}
