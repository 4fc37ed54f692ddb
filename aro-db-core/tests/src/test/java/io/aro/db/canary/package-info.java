/** Private texts in every argument of every public method, visible to the database only. */
@NullMarked
package io.aro.db.canary;

import org.jspecify.annotations.NullMarked;
