/** The plans of each statement of the library on both engines. */
@NullMarked
package io.aro.db.plan;

import org.jspecify.annotations.NullMarked;
