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
 * Faults at chosen JDBC calls: failures, delays and lost connections. {@link TestDatabase#open(JdbcInterceptor)} opens
 * a database with them.
 *
 * <p>Calls count from the moment of planting, across all threads. Each fault happens once. Several faults may be
 * planted, each at its own call. A second fault at the same call number is rejected. A second fault at the same
 * statement text waits for the next such statement.
 *
 * <p>A fault still unreached when the test ends, or when the database closes, fails the test. Thread-safe.
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

    /** Returns an instance without planted faults, for connections to the database. */
    public static Faults of(TestDatabase database) {
        Faults faults = new Faults(database);
        database.checkAtTheEnd(faults::assertAllHit);
        return faults;
    }

    /** Chooses the nth statement executed from now on, from 1; a batch counts once. */
    public FaultPoint onStatement(int nth) {
        return FaultPoint.numbered(this, Kind.EXECUTE, "statement", nth);
    }

    /** Chooses the next statement with the given part, ignoring case, such as {@code insert into events}. */
    public FaultPoint onStatement(String part) {
        if (part.isBlank()) {
            throw new ConfigurationException("The part of a statement is blank; use onStatement(1) for any statement.");
        }
        return FaultPoint.containing(this, part);
    }

    /** Chooses the nth explicit commit from now on, from 1. */
    public FaultPoint onCommit(int nth) {
        return FaultPoint.numbered(this, Kind.COMMIT, "commit", nth);
    }

    /** Chooses the nth transaction start from now on, from 1. */
    public FaultPoint onBegin(int nth) {
        return FaultPoint.numbered(this, Kind.BEGIN, "begin", nth);
    }

    /** Refuses every connection until the result is closed. The test fails without at least one refused connection. */
    public AutoCloseableFault exhaustPool() {
        int before = refused.get();
        isExhausted.set(true);
        return () -> {
            isExhausted.set(false);
            if (refused.get() == before) {
                miss("an exhausted pool (no connection was requested)");
            }
        };
    }

    /**
     * Blocks all writers until the result is closed.
     *
     * <p>SQLite holds the write lock of the whole database, PostgreSQL a {@code SHARE} lock on the table. Writers wait
     * up to their configured lock timeout and then fail. Blocked writers are not counted.
     */
    public AutoCloseableFault makeBusy(String table) {
        return BusyTable.of(database, table);
    }

    /** Returns the faults so far, in order, such as {@code "statement 3: DEADLOCK at EXECUTE insert into events …"}. */
    public synchronized List<String> hits() {
        return List.copyOf(hits);
    }

    /**
     * Asserts that every planted fault has happened; the end of the test runs the same check.
     *
     * @throws AssertionError if a fault is unreached; the message shows the progress towards each
     */
    public synchronized void assertAllHit() {
        List<String> unreached = Stream.concat(planted.stream().map(Fault::progress), missed.stream())
                .toList();
        if (!unreached.isEmpty()) {
            throw new AssertionError("These faults were planted and never reached: " + String.join(", ", unreached)
                    + "; reach them in the test, plant them elsewhere, or disarm them. Reached so far: " + hits);
        }
    }

    /** Removes every unreached fault. */
    public synchronized void disarm() {
        planted.clear();
        missed.clear();
    }

    synchronized void plant(Fault fault) {
        planted.stream()
                .filter(other -> other.waitsForTheCallOf(fault))
                .findFirst()
                .ifPresent(other -> {
                    throw new ConfigurationException("Two faults cannot happen at one call. Already planted is " + other
                            + "; plant the second at another call, or disarm the first.");
                });
        planted.add(fault);
    }

    private synchronized void miss(String fault) {
        missed.add(fault);
    }

    /** Rejects a fault that needs a server, on SQLite. */
    void requireServer(String fault) {
        if (!database.engine().isPostgres()) {
            throw new ConfigurationException(
                    fault + " cannot happen on SQLite, for lack of a server; plant the fault on PostgreSQL only.");
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

    /** A fault that lasts until closed. */
    @FunctionalInterface
    public interface AutoCloseableFault extends AutoCloseable {

        @Override
        void close();
    }
}
