/** Texts that nobody but the database may see, in every argument of every public method. */
@NullMarked
package io.aro.db.canary;

import org.jspecify.annotations.NullMarked;
