/** SQL dialects of the engines, and the jOOQ settings of all statements. Not API: may change without notice. */
@NullMarked
package io.aro.db.internal.dialect;

import org.jspecify.annotations.NullMarked;
