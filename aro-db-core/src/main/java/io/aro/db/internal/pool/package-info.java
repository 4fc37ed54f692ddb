/**
 * Connection pools, and the files of an open SQLite database. Not API: may change without notice.
 *
 * <p>SQLite gets one writer ({@code BEGIN IMMEDIATE}, a fair queue) and several read-only connections. PostgreSQL gets
 * one pool, plus a second pool for a replica.
 */
@NullMarked
package io.aro.db.internal.pool;

import org.jspecify.annotations.NullMarked;
