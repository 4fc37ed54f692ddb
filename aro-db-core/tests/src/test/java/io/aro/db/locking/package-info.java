/** Lets every two writers of the library meet. */
@NullMarked
package io.aro.db.locking;

import org.jspecify.annotations.NullMarked;
