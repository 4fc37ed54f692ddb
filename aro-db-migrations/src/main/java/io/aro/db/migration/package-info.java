/**
 * The migration of a SQLite or PostgreSQL database, up and down.
 *
 * <p>{@link io.aro.db.migration.Migrator} is the entry point. A {@link io.aro.db.migration.MigrationSet}
 * names the scripts and the history table. The other public types are results.
 *
 * <pre>
 *   Migrator ── ConnectionSource ── MigrationSession   internal.session: one connection, prepared
 *      │                              ├─ SqliteSession    lock file, foreign keys off, checked before each commit
 *      │                              └─ PostgresSession  advisory lock, lock_timeout, invalid indexes
 *      ├── FlywayRunner   history, status, apply
 *      ├── SchemaCheck    compatibility of the library with the schema
 *      └── Rollback       down scripts
 * </pre>
 */
@NullMarked
package io.aro.db.migration;

import org.jspecify.annotations.NullMarked;
