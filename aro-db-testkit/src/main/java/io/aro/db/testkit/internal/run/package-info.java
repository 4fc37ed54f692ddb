/** The things that one run of tests shares: its settings, its folder, and the end of its process. */
@NullMarked
package io.aro.db.testkit.internal.run;

import org.jspecify.annotations.NullMarked;
