/** The mapping of columns to Java types, in SQL and in JSON. */
@NullMarked
package io.aro.db.internal.binding;

import org.jspecify.annotations.NullMarked;
