package io.aro.db.internal.observation;

import io.aro.db.observation.DatabaseEvent;
import io.aro.db.observation.DatabaseListener;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listeners of a database; immutable and thread-safe. A failing listener never affects the work. */
public final class Observers {

    /** No listeners. */
    public static final Observers NONE = new Observers(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseListener.class);

    private final List<DatabaseListener> listeners;

    private Observers(List<DatabaseListener> listeners) {
        this.listeners = listeners;
    }

    /** Returns a copy with an additional listener. */
    public Observers with(DatabaseListener listener) {
        return new Observers(
                Stream.concat(listeners.stream(), Stream.of(listener)).toList());
    }

    /** Returns whether there are no listeners. Then no event should be created. */
    public boolean isEmpty() {
        return listeners.isEmpty();
    }

    /** Reports an event to all listeners. */
    public void tell(DatabaseEvent event) {
        for (DatabaseListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException e) {
                LOG.warn("A database listener failed on {}; the work continues.", event, e);
            }
        }
    }
}
