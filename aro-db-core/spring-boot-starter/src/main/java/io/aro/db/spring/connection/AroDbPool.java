package io.aro.db.spring.connection;

import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * The pool of the library, and the place of its tables. A bean of this type replaces the choice by properties.
 *
 * @param dataSource the pool itself, not a proxy that returns the connection of a transaction
 * @param dialect SQLite or PostgreSQL
 * @param schema the schema of the tables in PostgreSQL; null for the current schema of the connections
 */
public record AroDbPool(
        DataSource dataSource, SQLDialect dialect, @Nullable String schema) {}
