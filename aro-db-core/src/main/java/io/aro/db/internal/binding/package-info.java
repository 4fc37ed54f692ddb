/** Mapping of columns to Java types, in SQL and in JSON. Not API: may change without notice. */
@NullMarked
package io.aro.db.internal.binding;

import org.jspecify.annotations.NullMarked;
