/** Checks and normal forms of single values, shared by both engines. Not API: may change without notice. */
@NullMarked
package io.aro.db.internal.value;

import org.jspecify.annotations.NullMarked;
