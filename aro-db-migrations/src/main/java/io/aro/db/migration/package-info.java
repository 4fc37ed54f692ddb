/**
 * Migrates a SQLite or PostgreSQL database up and down.
 *
 * <p>{@link io.aro.db.migration.Migrator} is the entry; a {@link io.aro.db.migration.MigrationSet} says which scripts and
 * which history table it works with. Everything else is what it answers, or how it keeps two migrators apart.
 *
 * <pre>
 *   Migrator ── ConnectionSource ── Session (one connection, prepared)
 *      │                              ├─ SqliteSession    lock file, foreign keys off, checked before each commit
 *      │                              └─ PostgresSession  advisory lock, lock_timeout, invalid indexes
 *      ├── Scripts (Flyway: what is there, what was applied, apply)
 *      └── Rollback (down scripts)
 * </pre>
 */
@NullMarked
package io.aro.db.migration;

import org.jspecify.annotations.NullMarked;
