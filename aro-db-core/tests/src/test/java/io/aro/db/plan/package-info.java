/**
 * Asks both planners how they run each statement that the library sends.
 */
@NullMarked
package io.aro.db.plan;

import org.jspecify.annotations.NullMarked;
