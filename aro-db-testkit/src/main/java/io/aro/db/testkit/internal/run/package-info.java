/** The shared state of a test run: settings, work directory, and the end of the process. */
@NullMarked
package io.aro.db.testkit.internal.run;

import org.jspecify.annotations.NullMarked;
