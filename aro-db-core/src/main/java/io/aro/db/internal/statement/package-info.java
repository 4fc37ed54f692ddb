/**
 * Statements of fixed shape, rendered once from jOOQ's DSL and executed with new values.
 *
 * <p>Not API: may change without notice.
 */
@NullMarked
package io.aro.db.internal.statement;

import org.jspecify.annotations.NullMarked;
