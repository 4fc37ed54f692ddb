package io.aro.db.idempotency;

/**
 * Is told what happens to keys, so that a metrics library can count it.
 *
 * <p>It is called on the thread that does the work, after the fact, and must be quick and thread-safe. What it throws is
 * logged and otherwise ignored.
 */
@FunctionalInterface
public interface IdempotencyListener {

    /** Is called for each thing that happens. */
    void on(KeyEvent event);
}
