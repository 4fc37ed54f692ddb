package io.aro.db.connection;

/** The presence of a connection pooler, such as PgBouncer, between the library and PostgreSQL. */
public enum Pooling {
    /** Each new connection compares the process id told at its login with the process id of its server. */
    DETECTED,
    /** A pooler shares sessions between clients; nothing is checked. */
    POOLED,
    /** Each connection is a session of its own; nothing is checked. */
    DIRECT
}
