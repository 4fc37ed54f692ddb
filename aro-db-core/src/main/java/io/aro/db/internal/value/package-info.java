/** Checks and forms of single values, the same for both engines. */
@NullMarked
package io.aro.db.internal.value;

import org.jspecify.annotations.NullMarked;
