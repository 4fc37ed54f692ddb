/** SQLite databases for tests, in files and in memory. */
@NullMarked
package io.aro.db.testkit.internal.sqlite;

import org.jspecify.annotations.NullMarked;
