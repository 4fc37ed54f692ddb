/**
 * Interceptors for data sources: they see each connection lent, each statement, each end of a transaction, and may
 * prevent it.
 */
@NullMarked
package io.aro.db.testkit.jdbc;

import org.jspecify.annotations.NullMarked;
