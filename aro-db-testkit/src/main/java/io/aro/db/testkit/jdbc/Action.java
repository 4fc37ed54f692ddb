package io.aro.db.testkit.jdbc;

/**
 * An action under observation.
 *
 * @param <X> the type of its exceptions
 */
@FunctionalInterface
public interface Action<X extends Exception> {

    /** Runs the action. */
    void run() throws X;
}
