package io.aro.db.internal.session;

import io.aro.db.connection.HostTransactions.End;
import io.aro.db.error.AroDatabaseException;
import io.aro.db.error.TransactionMisuseException;
import io.aro.db.error.UnavailableException;
import io.aro.db.internal.observation.Observers;
import io.aro.db.internal.observation.TransactionEvents;
import io.aro.db.observation.DatabaseEvent.CallFailed;
import io.aro.db.observation.DatabaseEvent.TransactionEnd;
import io.aro.db.observation.DatabaseEvent.TransactionEnded;
import io.aro.db.observation.DatabaseEvent.TransactionMode;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The transaction blocks of one database, the checks before them, and the reports to the listeners. Thread-safe.
 *
 * @param writer the context of statements with write access
 * @param inTransaction set while a thread is in a transaction
 * @param host the guard for host transactions; null without a host application
 * @param closed set by the close of the database
 */
record Blocks(
        DatabaseSession session,
        DSLContext writer,
        ThreadLocal<Boolean> inTransaction,
        @Nullable HostGate host,
        AtomicBoolean closed,
        Observers observers) {

    <R extends @Nullable Object, X extends Exception> R run(SessionFunction<R, X> work) throws X {
        requireNoTransaction(TransactionMode.OWN);
        if (host == null) {
            return run(writer, false, null, work);
        }
        try {
            host.requireKept(writer.configuration());
        } catch (AroDatabaseException e) {
            throw refused(TransactionMode.JOINED, e);
        }
        return run(writer, host.onlyReads(), host.around(), work);
    }

    /** Runs a block in a savepoint of the host transaction. */
    <R extends @Nullable Object, X extends Exception> R joined(SessionFunction<R, X> work) throws X {
        try {
            checkWritable();
        } catch (AroDatabaseException e) {
            throw refused(TransactionMode.JOINED, e);
        }
        return run(NestedTransactions.inside(writer), false, host == null ? null : host.around(), work);
    }

    <R extends @Nullable Object, X extends Exception> R readOnly(DSLContext snapshots, SessionFunction<R, X> work)
            throws X {
        requireNoTransaction(TransactionMode.READ_ONLY);
        try {
            if (host != null) {
                host.requireOutside("A snapshot", "call readOnly outside, or read in the transaction");
            }
        } catch (AroDatabaseException e) {
            throw refused(TransactionMode.READ_ONLY, e);
        }
        return run(snapshots, true, null, snapshot -> snapshot.readingOnly(work));
    }

    private <R extends @Nullable Object, X extends Exception> R run(
            DSLContext where, boolean readOnly, @Nullable HostLosses around, SessionFunction<R, X> work) throws X {
        if (observers.isEmpty()) {
            return block(where, readOnly, around, null, work);
        }
        TransactionEvents events = new TransactionEvents(
                around != null ? TransactionMode.JOINED : readOnly ? TransactionMode.READ_ONLY : TransactionMode.OWN);
        boolean kept = false;
        try {
            R result = block(where, readOnly, around, events, work);
            kept = events.isComplete();
            return result;
        } catch (AroDatabaseException e) {
            throw told(e);
        } finally {
            events.end();
            tell(events, kept, around != null);
        }
    }

    private <R extends @Nullable Object, X extends Exception> R block(
            DSLContext where,
            boolean readOnly,
            @Nullable HostLosses around,
            @Nullable TransactionEvents events,
            SessionFunction<R, X> work)
            throws X {
        inTransaction.set(true);
        try {
            return TransactionSession.run(where, session, readOnly, around, events, work);
        } finally {
            inTransaction.remove();
        }
    }

    private void tell(TransactionEvents events, boolean kept, boolean joined) {
        if (!kept) {
            events.tell(observers, TransactionEnd.ROLLED_BACK);
        } else if (!joined) {
            events.tell(observers, TransactionEnd.COMMITTED);
        } else if (host != null) {
            host.afterEnd(end -> events.tell(
                    observers, end == End.COMMITTED ? TransactionEnd.COMMITTED : TransactionEnd.ROLLED_BACK));
        }
    }

    /** Reports a refused transaction and returns the exception. */
    private AroDatabaseException refused(TransactionMode mode, AroDatabaseException refusal) {
        if (!observers.isEmpty()) {
            observers.tell(new TransactionEnded(mode, TransactionEnd.REFUSED, Duration.ZERO));
        }
        return told(refusal);
    }

    /** Reports the failure of a call and returns the exception. Inside a transaction only the whole block counts. */
    AroDatabaseException told(AroDatabaseException failure) {
        if (!observers.isEmpty() && inTransaction.get() == null) {
            observers.tell(new CallFailed(failure.getClass(), failure.isRetryable()));
        }
        return failure;
    }

    /** Detects nesting early: a second transaction would wait for its own thread's connection until the timeout. */
    private void requireNoTransaction(TransactionMode mode) {
        try {
            checkOpen();
            if (inTransaction.get() != null) {
                throw new TransactionMisuseException(
                        "This thread is in a transaction already; use tx.savepoint(…) for a part that may fail.");
            }
        } catch (AroDatabaseException e) {
            throw refused(mode, e);
        }
    }

    void requireUsable() {
        try {
            checkUsable();
        } catch (AroDatabaseException e) {
            throw told(e);
        }
    }

    void requireWritable() {
        try {
            checkWritable();
        } catch (AroDatabaseException e) {
            throw told(e);
        }
    }

    void requireOutsideHost(String call, String instead) {
        try {
            checkUsable();
            if (host != null) {
                host.requireOutside(call, instead);
            }
        } catch (AroDatabaseException e) {
            throw told(e);
        }
    }

    private void checkWritable() {
        checkUsable();
        if (host != null) {
            host.requireWritable();
        }
    }

    private void checkUsable() {
        checkOpen();
        if (inTransaction.get() != null) {
            throw new TransactionMisuseException(
                    "This thread is in a transaction; use the repositories of tx, not of the database.");
        }
        if (host != null) {
            host.requireKept(writer.configuration());
        }
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new UnavailableException("This AroDatabase has been closed; open the database again.", null);
        }
    }
}
