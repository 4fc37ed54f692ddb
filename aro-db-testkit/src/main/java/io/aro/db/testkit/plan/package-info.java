/** Query plans of both engines for the statements of a test. */
@NullMarked
package io.aro.db.testkit.plan;

import org.jspecify.annotations.NullMarked;
