/** Asks the planners of both engines how they run what a test sends. */
@NullMarked
package io.aro.db.testkit.plan;

import org.jspecify.annotations.NullMarked;
