package io.aro.db.testkit.internal.postgres;

/** The answer of a {@link PostgresSource}. */
public sealed interface PostgresLookup {

    /** A server that runs and answers. */
    record Found(PostgresServer server) implements PostgresLookup {}

    /** No server; the remedy says how to get one from this source, as a clause that follows "either". */
    record Missing(String remedy) implements PostgresLookup {}
}
