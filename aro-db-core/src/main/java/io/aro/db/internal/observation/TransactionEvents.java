package io.aro.db.internal.observation;

import io.aro.db.observation.DatabaseEvent;
import io.aro.db.observation.DatabaseEvent.TransactionEnd;
import io.aro.db.observation.DatabaseEvent.TransactionEnded;
import io.aro.db.observation.DatabaseEvent.TransactionMode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The events of one transaction for the listeners, without the events of savepoints rolled back.
 *
 * <p>Confined to the thread of its transaction. Exists only with listeners.
 */
public final class TransactionEvents {

    private final TransactionMode mode;
    private final long begun = System.nanoTime();
    private final List<DatabaseEvent> events = new ArrayList<>();

    /** The number of events before each open savepoint. */
    private final Deque<Integer> savepoints = new ArrayDeque<>();

    private boolean complete;
    private Duration duration = Duration.ZERO;

    /** Creates the events of a transaction that begins now. */
    public TransactionEvents(TransactionMode mode) {
        this.mode = mode;
    }

    /** Adds an event, reported after the commit. */
    public void add(DatabaseEvent event) {
        events.add(event);
    }

    /** Begins a savepoint inside the current savepoint, or directly in the transaction. */
    public void enterSavepoint() {
        savepoints.push(events.size());
    }

    /** Ends the innermost savepoint and keeps its events. */
    public void keepSavepoint() {
        savepoints.pop();
    }

    /** Ends the innermost savepoint and drops its events. */
    public void undoSavepoint() {
        events.subList(savepoints.pop(), events.size()).clear();
    }

    /** Records the normal end of the block, before the commit. */
    public void complete() {
        complete = true;
    }

    /** Returns whether the block ended normally. */
    public boolean isComplete() {
        return complete;
    }

    /** Records the end of the block. The duration ends here, and not with the host's transaction. */
    public void end() {
        duration = Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Reports the events after a commit, and the end of the transaction in any case. */
    public void tell(Observers observers, TransactionEnd end) {
        if (end == TransactionEnd.COMMITTED) {
            events.forEach(observers::tell);
        }
        observers.tell(new TransactionEnded(mode, end, duration));
    }
}
