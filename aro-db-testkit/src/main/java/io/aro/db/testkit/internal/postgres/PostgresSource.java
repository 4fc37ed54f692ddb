package io.aro.db.testkit.internal.postgres;

/** A way to come by a PostgreSQL server; several are asked in turn until one has the wanted version. */
interface PostgresSource {

    /**
     * Returns a running server of the major version, or how to make this source have one; throws if it should have one
     * but fails.
     */
    PostgresLookup lookup(int major);
}
