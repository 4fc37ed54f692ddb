package io.aro.db.testkit.internal.postgres;

/** The answer of a {@link PostgresSource}. */
public sealed interface PostgresLookup {

    /** Carries a server that runs and answers. */
    record Found(PostgresServer server) implements PostgresLookup {}

    /** Carries what to do to get a server from this source, as a clause that follows "either". */
    record Missing(String remedy) implements PostgresLookup {}
}
