/** Migrates a SQLite or PostgreSQL database up and down. */
@NullMarked
package io.aro.db.migration;

import org.jspecify.annotations.NullMarked;
