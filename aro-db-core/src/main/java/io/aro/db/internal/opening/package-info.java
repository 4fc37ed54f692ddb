/**
 * Opening of a database: pools, jOOQ contexts, and checks of the schema and the rules. Not API: may change
 * without notice.
 */
@NullMarked
package io.aro.db.internal.opening;

import org.jspecify.annotations.NullMarked;
