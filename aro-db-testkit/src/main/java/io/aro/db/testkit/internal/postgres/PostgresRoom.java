package io.aro.db.testkit.internal.postgres;

import java.net.InetSocketAddress;

/**
 * Surroundings for a whole run: a program between the tests and their PostgreSQL servers, such as a pooler.
 *
 * <p>The setting {@code aro.test.room} names one, found by the {@link java.util.ServiceLoader}. URLs of test databases
 * then lead through the program; their data sources stay direct. The room {@code schema} has no program: see
 * {@link TablePlace}.
 */
public interface PostgresRoom {

    /** The setting with the name of a room. */
    String SETTING = "aro.test.room";

    /** Returns the name. */
    String name();

    /** Starts the program in front of a server. */
    Door before(InetSocketAddress server, String user, String password);

    /** A running program; closing stops the program. */
    interface Door extends AutoCloseable {

        /** Returns the address of the program. */
        InetSocketAddress address();

        @Override
        void close();
    }
}
