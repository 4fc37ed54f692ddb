package io.aro.db.testkit.internal.postgres;

/** A source of PostgreSQL servers; sources are tried in order until a server of the wanted version is found. */
interface PostgresSource {

    /**
     * Returns a running server of the major version, or a remedy for this source; throws if the source should have a
     * server but fails.
     */
    PostgresLookup lookup(int major);
}
