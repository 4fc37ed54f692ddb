package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.UnavailableException;
import io.aro.db.event.Actor;
import io.aro.db.event.NewEvent;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.idempotency.Outcome;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.refusal.TransactionFailedException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.transaction.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConnection;

/** A full disk, by a page limit of the SQLite database, and interrupted statements. */
@BothEngines(Engine.SQLITE)
class FullDiskTest {

    private static final int ROOM = 4;
    private static final int NO_LIMIT = 1_000_000;
    private static final IdempotencyKey KEY = IdempotencyKey.of("stripe", "evt_1");
    private static final Actor DESK = Actor.user("desk");
    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final NewCustomer BOB = NewCustomer.withPhone("+15550002");

    private final TestDatabase database;
    private final AtomicInteger limit = new AtomicInteger(NO_LIMIT);
    private final AtomicInteger interrupts = new AtomicInteger();
    private final AroDatabase db;

    FullDiskTest(TestDatabase database) {
        this.database = database;
        this.db = database.open(this::limited);
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void endsTheTransactionAroundTheSavepointThatHasNoRoom() throws SQLException {
        fill();

        Throwable refusal = catchThrowable(() -> db.inTransaction(tx -> {
            tx.customers().create(ADA);
            assertThat(catchThrowable(() -> keepScan(tx)))
                    .isInstanceOfSatisfying(
                            UnavailableException.class,
                            full -> assertThat(full.isRetryable()).isTrue());
            return tx.customers().create(BOB);
        }));

        assertThat(refusal)
                .isInstanceOfSatisfying(
                        TransactionFailedException.class,
                        failed -> assertThat(failed.isRetryable()).isTrue());
        assertThat(db.customers().count(DSL.noCondition())).isZero();
    }

    @Test
    void letsAHandlerThatSurvivesItTakeEffectOnce() throws SQLException {
        fill();
        for (int delivery = 1; delivery <= 2; delivery++) {
            assertThatExceptionOfType(TransactionFailedException.class).isThrownBy(this::deliver);
            assertThat(Rows.count(database, "events")).isZero();
            assertThat(Rows.count(database, "idempotency_keys")).isZero();
        }

        limit.set(NO_LIMIT);

        assertThat(deliver()).isInstanceOf(Executed.class);
        assertThat(deliver()).isInstanceOf(Outcome.Replayed.class);
        assertThat(Rows.number(database, "select count(*) from events where type = 'payment.counted'"))
                .isOne();
    }

    @Test
    void leavesNothingHalfWrittenOfWebhooksUntilThereIsRoom() throws SQLException {
        fill();
        int done = 0;
        Throwable refusal = null;
        while (refusal == null && done < 1_000) {
            int next = done;
            refusal = catchThrowable(() -> book(next));
            done += refusal == null ? 1 : 0;
        }

        assertThat(refusal).isInstanceOf(UnavailableException.class);
        assertThat(Rows.count(database, "customers")).isEqualTo(done);
        assertThat(Rows.count(database, "events")).isEqualTo(done);
        assertThat(Rows.count(database, "idempotency_keys")).isEqualTo(done);

        limit.set(NO_LIMIT);

        for (int i = 0; i <= done; i++) {
            assertThat(book(i)).isInstanceOf(i < done ? Outcome.Replayed.class : Executed.class);
        }
        assertThat(Rows.count(database, "events")).isEqualTo(done + 1);
    }

    @Test
    void isLostWithAnInterruptedStatementThatWrites() {
        Throwable refusal = catchThrowable(() -> db.inTransaction(tx -> {
            tx.customers().create(ADA);
            interrupts.set(1);
            assertThat(catchThrowable(
                            () -> tx.savepoint(part -> part.session().<Integer>write(dsl -> dsl.execute("""
                                    update customers set name = (
                                      with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000000)
                                      select max(i) from n)""")))))
                    .isNotNull();
            return tx.customers().create(BOB);
        }));

        assertThat(refusal).isInstanceOf(TransactionFailedException.class);
        assertThat(db.customers().count(DSL.noCondition())).isZero();
    }

    private Outcome<String> deliver() {
        return db.idempotency().execute(KEY, "{}", String.class, tx -> {
            if (catchThrowable(() -> keepScan(tx)) != null) {
                // The handler ignores a failed receipt after the payment.
                assertThat(limit.get()).isLessThan(NO_LIMIT);
            }
            tx.events().append(NewEvent.of("payment.counted", "note", UUID.randomUUID(), DESK));
            return "done";
        });
    }

    private Outcome<String> book(int number) {
        return db.idempotency().execute(IdempotencyKey.of("stripe", "book-" + number), "{}", String.class, tx -> {
            tx.customers().create(NewCustomer.withPhone("+1556" + (1_000_000 + number)));
            tx.events()
                    .append(NewEvent.of("receipt.kept", "note", UUID.randomUUID(), DESK)
                            .withData(Map.of("scan", "x".repeat(4_000))));
            return "booked";
        });
    }

    private static void keepScan(Transaction tx) {
        tx.savepoint(part -> part.events()
                .append(NewEvent.of("receipt.kept", "note", UUID.randomUUID(), DESK)
                        .withData(Map.of("scan", "x".repeat(3_000_000)))));
    }

    /** Limits the file to a few pages more than its present size. */
    private void fill() throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet pages = statement.executeQuery("PRAGMA page_count")) {
            pages.next();
            limit.set(pages.getInt(1) + ROOM);
        }
    }

    private @Nullable Object limited(JdbcCall call) throws SQLException {
        if (call.kind() == Kind.BEGIN) {
            try (Statement statement = call.connection().createStatement()) {
                statement.execute("PRAGMA max_page_count = " + limit.get());
            }
        }
        if (call.kind() == Kind.EXECUTE && call.sql().contains("recursive") && interrupts.getAndDecrement() > 0) {
            return interrupted(call);
        }
        return call.proceed();
    }

    private static @Nullable Object interrupted(JdbcCall call) throws SQLException {
        SQLiteConnection connection = call.connection().unwrap(SQLiteConnection.class);
        Thread caller = Thread.currentThread();
        Thread interrupter = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted() && caller.isAlive()) {
                try {
                    connection.getDatabase().interrupt();
                } catch (SQLException e) {
                    return;
                }
                Thread.onSpinWait();
            }
        });
        try {
            return call.proceed();
        } finally {
            interrupter.interrupt();
            joined(interrupter);
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
