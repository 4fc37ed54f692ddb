/**
 * Interceptors of JDBC data sources, for every connection, statement and end of a transaction; they may prevent a call.
 */
@NullMarked
package io.aro.db.testkit.jdbc;

import org.jspecify.annotations.NullMarked;
