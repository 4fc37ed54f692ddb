package io.aro.db.observation;

import io.aro.db.observation.DatabaseEvent.TransactionEnd;
import io.aro.db.observation.DatabaseEvent.TransactionEnded;
import io.aro.db.observation.DatabaseEvent.TransactionMode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A listener that keeps its events, in the order of their arrival.
 *
 * @param all the events
 */
public record HeardEvents(List<DatabaseEvent> all) implements DatabaseListener {

    /** Creates a listener without events. */
    public HeardEvents() {
        this(new CopyOnWriteArrayList<>());
    }

    @Override
    public void on(DatabaseEvent event) {
        all.add(event);
    }

    /** Returns the events of a type. */
    public <E extends DatabaseEvent> List<E> of(Class<E> type) {
        return all.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Returns the ends of transactions, in the text of {@link #end}. */
    public List<String> ends() {
        return of(TransactionEnded.class).stream()
                .map(ended -> end(ended.mode(), ended.end()))
                .toList();
    }

    /** Returns the text of an end. */
    public static String end(TransactionMode mode, TransactionEnd end) {
        return mode + " " + end;
    }
}
