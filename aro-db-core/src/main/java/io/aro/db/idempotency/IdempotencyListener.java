package io.aro.db.idempotency;

/**
 * A listener to the events of keys, such as a metrics library.
 *
 * <p>The service calls the listener after the fact, on the working thread. A listener must be fast and thread-safe. Its
 * exceptions are logged and do not affect the work.
 */
@FunctionalInterface
public interface IdempotencyListener {

    /** Receives an event. */
    void on(KeyEvent event);
}
