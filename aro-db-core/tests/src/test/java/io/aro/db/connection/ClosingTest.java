package io.aro.db.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aro.db.AroDatabase;
import io.aro.db.customer.CustomerRepository;
import io.aro.db.customer.NewCustomer;
import io.aro.db.error.UnavailableException;
import io.aro.db.idempotency.IdempotencyKey;
import io.aro.db.testkit.BothEngines;
import io.aro.db.testkit.Engine;
import io.aro.db.testkit.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closed databases: refused calls, ended threads and closed connections. */
@BothEngines
@Timeout(120)
class ClosingTest {

    private static final NewCustomer ADA = NewCustomer.withPhone("+15550001");
    private static final IdempotencyKey KEY = IdempotencyKey.of("calendly", "evt_1");

    private final TestDatabase database;

    ClosingTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void refusesEveryUseAfterwards() {
        AroDatabase db = AroDatabase.open(Opened.by(database));
        CustomerRepository customers = db.customers();
        db.close();

        refuses(() -> customers.findByPhone(ADA.phone()));
        refuses(() -> customers.create(ADA));
        refuses(() -> db.appointments().findUpcoming(1));
        refuses(() -> db.useTransaction(tx -> tx.customers().create(ADA)));
        refuses(() -> db.readOnly(tx -> "reached"));
        refuses(() -> db.idempotency().execute(KEY, "{}", String.class, tx -> "reached"));
        refuses(() -> db.session().atomically(session -> "reached"));
    }

    @Test
    void doesNothingTheSecondTime() {
        AroDatabase db = AroDatabase.open(Opened.by(database));

        db.close();
        db.close();

        refuses(() -> db.customers().findByPhone(ADA.phone()));
    }

    @Test
    void endsTheThreadsOfThePools() throws InterruptedException {
        Set<Thread> before = threads();
        try (AroDatabase db = AroDatabase.open(Opened.by(database))) {
            db.customers().create(ADA);
        }

        Set<Thread> left = threads();
        left.removeAll(before);
        left.removeIf(thread -> !thread.getName().startsWith("aro-db-"));
        for (Thread thread : left) {
            assertThat(thread.join(Duration.ofMinutes(1))).as(thread.getName()).isTrue();
        }
    }

    @Test
    void closesTheConnections() throws Exception {
        try (AroDatabase db = AroDatabase.open(Opened.by(database))) {
            db.customers().create(ADA);
            assertThat(db.customers().findByPhone(ADA.phone())).isPresent();
            assertThat(isConnected()).isTrue();
        }

        while (isConnected()) { // A server notices a moment later; the timeout of the test limits the wait.
            Thread.onSpinWait();
        }
    }

    /**
     * Returns whether a connection is open. The last connection to a SQLite file deletes the write-ahead log; a server
     * lists its sessions.
     */
    private boolean isConnected() throws SQLException {
        if (database.engine() == Engine.SQLITE) {
            return Files.exists(Path.of(Opened.fileOf(database) + "-wal"));
        }
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND application_name = 'aro-db'")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(UnavailableException.class)
                .hasMessage("This AroDatabase has been closed; open the database again.");
    }
}
