/** Down scripts, and the values that they lose. */
@NullMarked
package io.aro.db.migration.internal.rollback;

import org.jspecify.annotations.NullMarked;
