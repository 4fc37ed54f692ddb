package io.aro.db.testkit.internal.postgres;

/** The result of a lookup in a {@link PostgresSource}. */
public sealed interface PostgresLookup {

    /** A running server. */
    record Found(PostgresServer server) implements PostgresLookup {}

    /** No server, with a remedy: a clause to follow "either". */
    record Missing(String remedy) implements PostgresLookup {}
}
