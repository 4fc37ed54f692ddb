package io.aro.db.idempotency;

import static io.aro.db.fixture.Given.phone;
import static io.aro.db.idempotency.Deliveries.BODY;
import static io.aro.db.idempotency.Deliveries.execute;
import static io.aro.db.idempotency.Deliveries.key;
import static io.aro.db.idempotency.Deliveries.lease;
import static io.aro.db.idempotency.Deliveries.row;
import static io.aro.db.idempotency.Deliveries.service;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.aro.db.AroDatabase;
import io.aro.db.connection.AroDatabaseConfig;
import io.aro.db.connection.PostgresConfig;
import io.aro.db.connection.SqliteConfig;
import io.aro.db.customer.NewCustomer;
import io.aro.db.fixture.Rows;
import io.aro.db.idempotency.Outcome.Executed;
import io.aro.db.idempotency.Outcome.Parked;
import io.aro.db.refusal.TransactionFailedException;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.PatientConfig;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.transaction.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Handlers that end their given transaction, on a pool of one connection. */
@BothEngines
@Timeout(120)
class EndedTransactionTest {

    private static final IdempotencyKey KEY = key(1);

    private final AroDatabase db;
    private final TestDatabase database;

    EndedTransactionTest(TestDatabase database) {
        this.database = database;
        this.db = AroDatabase.open(
                switch (PatientConfig.of(
                        AroDatabaseConfig.of(database.jdbcUrl(), database.user(), database.password()))) {
                    case SqliteConfig sqlite -> sqlite.withReaders(1).withClock(database.clock());
                    case PostgresConfig postgres -> postgres.withPoolSize(1).withClock(database.clock());
                });
    }

    @AfterEach
    void close() {
        db.close();
    }

    /** A way to end a foreign transaction. */
    enum End {
        COMMIT_STATEMENT(true),
        COMMIT_OF_JOOQ(true),
        COMMIT_OF_THE_CONNECTION(true),
        ROLLBACK_STATEMENT(false),
        ROLLBACK_OF_JOOQ(false),
        ROLLBACK_OF_THE_CONNECTION(false),
        CLOSING_THE_CONNECTION(false);

        private final boolean commits;

        End(boolean commits) {
            this.commits = commits;
        }

        void apply(DSLContext dsl) {
            switch (this) {
                case COMMIT_STATEMENT -> dsl.execute("COMMIT");
                case COMMIT_OF_JOOQ -> dsl.commit().execute();
                case COMMIT_OF_THE_CONNECTION -> dsl.connection(Connection::commit);
                case ROLLBACK_STATEMENT -> dsl.execute("ROLLBACK");
                case ROLLBACK_OF_JOOQ -> dsl.rollback().execute();
                case ROLLBACK_OF_THE_CONNECTION -> dsl.connection(Connection::rollback);
                case CLOSING_THE_CONNECTION -> dsl.connection(Connection::close);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void parksWhatAHandlerHasCommittedByItselfAndKeepsNothingElse(End end) throws SQLException {
        Throwable refusal = catchThrowable(() -> service(db).execute(KEY, BODY, String.class, tx -> bookAnd(end, tx)));

        assertThat(refusal).isInstanceOf(TransactionFailedException.class);
        assertLeft(end);
    }

    @ParameterizedTest
    @EnumSource
    void parksWhatAHandlerHasCommittedBeforeItFailed(End end) throws SQLException {
        Throwable refusal = catchThrowable(() -> service(db).execute(KEY, BODY, String.class, tx -> {
            bookAnd(end, tx);
            throw new IllegalStateException("after the end");
        }));

        assertThat(refusal).isInstanceOfAny(TransactionFailedException.class, IllegalStateException.class);
        assertLeft(end);
    }

    @ParameterizedTest
    @EnumSource
    void parksWhatAHandlerHasCommittedBeforeItWentOn(End end) throws SQLException {
        Throwable refusal = catchThrowable(() -> service(db).execute(KEY, BODY, String.class, tx -> {
            bookAnd(end, tx);
            tx.customers().create(NewCustomer.withPhone(phone(2)));
            return "went on";
        }));

        assertThat(refusal).isInstanceOf(TransactionFailedException.class);
        assertThat(db.customers().findByPhone(phone(2))).isEmpty();
        assertLeft(end);
    }

    @ParameterizedTest
    @EnumSource
    void refusesATransactionalStepThatEndsItsTransaction(End end) throws SQLException {
        Throwable refusal = catchThrowable(() -> service(db)
                .executeLeased(
                        KEY,
                        BODY,
                        String.class,
                        lease -> lease.transactionalStep("book", String.class, tx -> bookAnd(end, tx))));

        assertThat(refusal).isInstanceOf(TransactionFailedException.class);
        assertThat(Rows.count(database, "idempotency_steps")).isZero();
        assertThat(lease(db, KEY, "not reached")).isInstanceOf(Parked.class);
    }

    @ParameterizedTest
    @EnumSource
    void refusesATransactionOfALeaseThatIsEndedByItself(End end) throws SQLException {
        Throwable refusal = catchThrowable(() -> service(db)
                .executeLeased(
                        KEY,
                        BODY,
                        String.class,
                        lease -> lease.<String, RuntimeException>inTransaction(tx -> bookAnd(end, tx))));

        assertThat(refusal).isInstanceOf(TransactionFailedException.class);
        assertThat(lease(db, KEY, "not reached")).isInstanceOf(Parked.class);
        assertThat(row(database)).isEqualTo("parked|1|1");
    }

    private static String bookAnd(End end, Transaction tx) {
        tx.customers().create(NewCustomer.withPhone(phone(1)));
        tx.session().<Integer>write(dsl -> {
            end.apply(dsl);
            return 0;
        });
        return "done";
    }

    /**
     * Checks the result: committed work stays and must not run again; otherwise nothing has happened, and a retry is
     * allowed.
     */
    private void assertLeft(End end) throws SQLException {
        if (end.commits) {
            assertThat(db.customers().findByPhone(phone(1))).isPresent();
            assertThat(row(database)).isEqualTo("parked|1|1");
            assertThat(execute(db, KEY, "not reached")).isInstanceOf(Parked.class);
        } else {
            assertThat(Rows.count(database, "idempotency_keys")).isZero();
            assertThat(execute(db, KEY, "now")).isEqualTo(new Executed<>("now"));
        }
        assertThat(execute(db, key(2), "next")).isEqualTo(new Executed<>("next"));
    }
}
