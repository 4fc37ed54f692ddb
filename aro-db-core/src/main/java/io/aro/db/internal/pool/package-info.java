/**
 * Pools of connections, and the files of an open SQLite database.
 *
 * <p>SQLite gets one writer (BEGIN IMMEDIATE, a fair queue) and several readers that cannot write. PostgreSQL gets a
 * pool, and a second one for a replica.
 */
@NullMarked
package io.aro.db.internal.pool;

import org.jspecify.annotations.NullMarked;
