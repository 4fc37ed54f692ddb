/** The page docs/options.md, whose names and defaults come from the code. */
@NullMarked
package io.aro.db.options;

import org.jspecify.annotations.NullMarked;
