package io.aro.db.idempotency;

/**
 * A listener to the events of keys, such as a metrics library.
 *
 * <p>It is called on the thread that does the work, after the fact, and must be quick and thread-safe. What it throws is
 * logged and otherwise ignored.
 */
@FunctionalInterface
public interface IdempotencyListener {

    /** Receives an event. */
    void on(KeyEvent event);
}
