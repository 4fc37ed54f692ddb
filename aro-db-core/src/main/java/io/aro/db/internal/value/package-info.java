/** Checks and forms of single values, the same for both engines. Not API: may change without notice. */
@NullMarked
package io.aro.db.internal.value;

import org.jspecify.annotations.NullMarked;
