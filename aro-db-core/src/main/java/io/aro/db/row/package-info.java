/** Rows of query results, for the mapping to immutable values. */
@NullMarked
package io.aro.db.row;

import org.jspecify.annotations.NullMarked;
