package io.aro.db.observation;

/**
 * A listener to the events of a database, such as a metrics library.
 *
 * <p>The database calls the listener after the fact, on the working thread. A listener must be fast and thread-safe. Its
 * exceptions are logged and do not affect the work.
 */
@FunctionalInterface
public interface DatabaseListener {

    /** Receives an event. */
    void on(DatabaseEvent event);
}
