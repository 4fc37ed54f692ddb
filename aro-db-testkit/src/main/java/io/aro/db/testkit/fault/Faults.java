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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Faults for chosen calls: failures, waits, lost connections. {@link TestDatabase#open(JdbcInterceptor)} opens a
 * database with them.
 *
 * <p>Calls are counted from the moment a fault is planted, on all threads together. Each fault happens once. Several may be
 * planted, each at a call of its own: two at the call of the same number are refused, and of two at statements with a
 * certain text the second waits for the next such statement.
 *
 * <p>A fault that was not reached when its test ends, or when the database is closed, fails the test. Objects of this class
 * are safe for use by several threads.
 */
public final class Faults implements JdbcInterceptor {

    private final TestDatabase database;
    private final List<Fault> planted = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private final List<String> hits = new ArrayList<>();
    private final AtomicBoolean isExhausted = new AtomicBoolean();
    private final AtomicInteger refused = new AtomicInteger();

    private Faults(TestDatabase database) {
        this.database = database;
    }

    /** Returns faults for connections to the database, of which none is planted yet. */
    public static Faults of(TestDatabase database) {
        Faults faults = new Faults(database);
        database.checkAtTheEnd(faults::assertAllHit);
        return faults;
    }

    /** Chooses the statement that is executed as the nth from now on; a batch counts once. */
    public FaultPoint onStatement(int nth) {
        return FaultPoint.numbered(this, Kind.EXECUTE, "statement", nth);
    }

    /** Chooses the next statement whose text contains the part, in upper or lower case, as in {@code insert into events}. */
    public FaultPoint onStatement(String part) {
        if (part.isBlank()) {
            throw new ConfigurationException(
                    "A part of a statement has some text; use onStatement(1) for any statement.");
        }
        return FaultPoint.containing(this, part);
    }

    /** Chooses the nth commit from now on that is asked for by name. */
    public FaultPoint onCommit(int nth) {
        return FaultPoint.numbered(this, Kind.COMMIT, "commit", nth);
    }

    /** Chooses the nth transaction from now on that begins. */
    public FaultPoint onBegin(int nth) {
        return FaultPoint.numbered(this, Kind.BEGIN, "begin", nth);
    }

    /** Lets nobody have a connection, until the result is closed; somebody must ask for one by then. */
    public AutoCloseableFault exhaustPool() {
        int before = refused.get();
        isExhausted.set(true);
        return () -> {
            isExhausted.set(false);
            if (refused.get() == before) {
                miss("an exhausted pool (nobody asked for a connection)");
            }
        };
    }

    /**
     * Keeps the whole database from being written to, until the result is closed: by a transaction of SQLite that has the
     * write lock, or by a lock on the table of PostgreSQL.
     *
     * <p>Who writes waits as long as it is configured to, and is refused then. Whether somebody did is not known here.
     */
    public AutoCloseableFault makeBusy(String table) {
        return BusyTable.of(database, table);
    }

    /** Returns what has happened, in that order, as in {@code "statement 3: DEADLOCK at EXECUTE insert into events …"}. */
    public synchronized List<String> hits() {
        return List.copyOf(hits);
    }

    /**
     * Returns if everything that was planted has happened; for a test that goes on, as its end asks the same.
     *
     * @throws AssertionError if something has not; it says what, and how far the test came
     */
    public synchronized void assertAllHit() {
        List<String> unreached = Stream.concat(planted.stream().map(Fault::progress), missed.stream())
                .toList();
        if (!unreached.isEmpty()) {
            throw new AssertionError("These faults were planted and never reached: " + String.join(", ", unreached)
                    + "; let the test get there, plant them elsewhere, or disarm them. Reached were: " + hits);
        }
    }

    /** Takes back every fault that was not reached yet. */
    public synchronized void disarm() {
        planted.clear();
        missed.clear();
    }

    synchronized void plant(Fault fault) {
        planted.stream()
                .filter(other -> other.waitsForTheCallOf(fault))
                .findFirst()
                .ifPresent(other -> {
                    throw new ConfigurationException("Two faults cannot happen at one call, where " + other
                            + " is planted already; plant the second at another call, or disarm the first.");
                });
        planted.add(fault);
    }

    private synchronized void miss(String what) {
        missed.add(what);
    }

    /** Refuses what cannot happen on an engine that runs inside of the process. */
    void requireServer(String what) {
        if (!database.engine().isPostgres()) {
            throw new ConfigurationException(
                    what + " cannot happen on SQLite, whose database is no server; plant it on PostgreSQL only.");
        }
    }

    TestDatabase database() {
        return database;
    }

    @Override
    public @Nullable Object intercept(JdbcCall call) throws SQLException {
        if (call.kind() == Kind.CONNECT && isExhausted.get()) {
            refused.incrementAndGet();
            throw new SQLTransientConnectionException("Connection is not available, request timed out.");
        }
        Optional<Fault> due = due(call);
        return due.isPresent() ? due.get().happen(call) : call.proceed();
    }

    private synchronized Optional<Fault> due(JdbcCall call) {
        List<Fault> reached =
                planted.stream().filter(fault -> fault.isDueAt(call)).toList();
        Optional<Fault> first = reached.stream().findFirst();
        first.ifPresent(fault -> {
            planted.remove(fault);
            hits.add(fault + " at " + call);
        });
        return first;
    }

    /** A fault that lasts until it is closed. */
    @FunctionalInterface
    public interface AutoCloseableFault extends AutoCloseable {

        @Override
        void close();
    }
}
