/** PostgreSQL servers for tests, and the databases on them. */
@NullMarked
package io.aro.db.testkit.internal.postgres;

import org.jspecify.annotations.NullMarked;
