/**
 * Opens databases, runs transactions and gives repositories the sessions their statements run in.
 *
 * <p>SQLite gets one writer (BEGIN IMMEDIATE, a fair queue) and several readers that cannot write; PostgreSQL gets a
 * pool, and a second one if there is a replica to read from.
 */
@NullMarked
package io.aro.db.connection;

import org.jspecify.annotations.NullMarked;
