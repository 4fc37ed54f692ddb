/**
 * Watches what goes through a data source: interceptors see each connection lent, each statement, each end of a
 * transaction, and may keep it from happening.
 */
@NullMarked
package io.aro.db.testkit.jdbc;

import org.jspecify.annotations.NullMarked;
