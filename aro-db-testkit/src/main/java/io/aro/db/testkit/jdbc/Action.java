package io.aro.db.testkit.jdbc;

/**
 * Is what runs while it is watched.
 *
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Action<X extends Exception> {

    /** Does what is watched. */
    void run() throws X;
}
