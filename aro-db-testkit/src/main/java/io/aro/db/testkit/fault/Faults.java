package io.aro.db.testkit.fault;

import io.aro.db.error.ConfigurationException;
import io.aro.db.testkit.TestDatabase;
import io.aro.db.testkit.jdbc.JdbcCall;
import io.aro.db.testkit.jdbc.JdbcCall.Kind;
import io.aro.db.testkit.jdbc.JdbcInterceptor;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets chosen calls to a database fail, wait, or lose their connection; {@link TestDatabase#open(JdbcInterceptor)} opens a
 * database with it.
 *
 * <p>Calls are counted from the moment a fault is planted, on all threads together. Each fault happens once, and of those
 * that are due at the same call only the one planted first. It is safe for use by several threads.
 */
public final class Faults implements JdbcInterceptor {

    private final TestDatabase database;
    private final List<Fault> planted = new ArrayList<>();
    private final List<String> hits = new ArrayList<>();
    private final AtomicBoolean isExhausted = new AtomicBoolean();

    private Faults(TestDatabase database) {
        this.database = database;
    }

    /** Returns faults for connections to the database, of which none is planted yet. */
    public static Faults of(TestDatabase database) {
        return new Faults(database);
    }

    /** Chooses the statement that is executed as the nth from now on; a batch counts once. */
    public Place onStatement(int nth) {
        return new Place(this, "statement " + nth, call -> call.kind() == Kind.EXECUTE, nth);
    }

    /** Chooses the next statement whose text contains the part, in upper or lower case, as in {@code insert into events}. */
    public Place onStatement(String part) {
        String wanted = plain(part);
        return new Place(
                this,
                "a statement with \"" + part + "\"",
                call -> call.kind() == Kind.EXECUTE && plain(call.sql()).contains(wanted),
                1);
    }

    /** Chooses the nth commit from now on that is asked for by name. */
    public Place onCommit(int nth) {
        return new Place(this, "commit " + nth, call -> call.kind() == Kind.COMMIT, nth);
    }

    /** Chooses the nth transaction from now on that begins. */
    public Place onBegin(int nth) {
        return new Place(this, "begin " + nth, call -> call.kind() == Kind.BEGIN, nth);
    }

    /** Lets nobody have a connection, until the result is closed. */
    public AutoCloseableFault exhaustPool() {
        isExhausted.set(true);
        return () -> isExhausted.set(false);
    }

    /**
     * Keeps the whole database from being written to, until the result is closed: by a transaction of SQLite that has the
     * write lock, or by a lock on the table of PostgreSQL.
     *
     * <p>Who writes waits as long as it is configured to, and is refused then.
     */
    public AutoCloseableFault makeBusy(String table) {
        return BusyTable.of(database, table);
    }

    /** Returns what has happened, in that order, as in {@code "statement 3: DEADLOCK at insert into events …"}. */
    public synchronized List<String> hits() {
        return List.copyOf(hits);
    }

    /**
     * Returns if everything that was planted has happened, so that a test which means to meet a fault cannot miss it.
     *
     * @throws AssertionError if something has not; it says what
     */
    public synchronized void assertAllHit() {
        if (!planted.isEmpty()) {
            throw new AssertionError("These faults were planted and never reached: "
                    + planted.stream().map(Fault::toString).collect(Collectors.joining(", "))
                    + "; let the test get there, or plant them elsewhere. Reached were: " + hits);
        }
    }

    synchronized void plant(Fault fault) {
        planted.add(fault);
    }

    /** Refuses what cannot happen on an engine that runs inside of the process. */
    void requireServer(String what) {
        if (!database.engine().isPostgres()) {
            throw new ConfigurationException(
                    what + " cannot happen on SQLite, whose database is no server; plant it on" + " PostgreSQL only.");
        }
    }

    TestDatabase database() {
        return database;
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        if (call.kind() == Kind.CONNECT && isExhausted.get()) {
            throw new SQLTransientConnectionException("Connection is not available, request timed out.");
        }
        Optional<Fault> due = due(call);
        return due.isPresent() ? due.get().effect().happen(call) : call.proceed();
    }

    private synchronized Optional<Fault> due(JdbcCall call) {
        List<Fault> reached =
                planted.stream().filter(fault -> fault.isReachedBy(call)).toList();
        Optional<Fault> due = reached.stream().findFirst();
        planted.removeAll(reached);
        due.ifPresent(fault -> hits.add(fault + " at " + call));
        return due;
    }

    private static String plain(String sql) {
        return sql.replaceAll("[\"`]", "").replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /** Is a fault that lasts until it is closed. */
    @FunctionalInterface
    public interface AutoCloseableFault extends AutoCloseable {

        @Override
        void close();
    }
}
