/**
 * Opening of a database: the pools, the contexts of jOOQ, and the checks of the schema and of its rules.
 */
@NullMarked
package io.aro.db.internal.opening;

import org.jspecify.annotations.NullMarked;
