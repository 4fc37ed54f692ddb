/** Crossings of each pair of writers of the library. */
@NullMarked
package io.aro.db.locking;

import org.jspecify.annotations.NullMarked;
