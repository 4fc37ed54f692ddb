/** The examples of the README, as code that runs. */
@NullMarked
package io.aro.db.readme;

import org.jspecify.annotations.NullMarked;
