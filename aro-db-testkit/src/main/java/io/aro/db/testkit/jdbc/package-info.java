/**
 * Interceptors of JDBC data sources, for every connection, statement and end of a transaction.
 *
 * <p>An {@link io.aro.db.testkit.jdbc.JdbcInterceptor} may delay, replace or prevent a call.
 * {@link io.aro.db.testkit.jdbc.StatementCounter} counts statements. {@link io.aro.db.testkit.jdbc.LeakDetector} finds
 * resources left open.
 */
@NullMarked
package io.aro.db.testkit.jdbc;

import org.jspecify.annotations.NullMarked;
