package io.aro.db.testkit;

/** Is one way to come by a PostgreSQL server; several are asked in turn until one has the wanted version. */
interface PostgresSource {

    /** Returns a running server, or how to make this source have one; throws if it should have one but fails. */
    PostgresLookup lookup(Engine engine);
}
