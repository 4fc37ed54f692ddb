/** PostgreSQL servers for tests, with their databases. */
@NullMarked
package io.aro.db.testkit.internal.postgres;

import org.jspecify.annotations.NullMarked;
