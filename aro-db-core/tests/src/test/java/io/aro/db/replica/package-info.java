/** Reads from a replica, and fail-overs to it. */
@NullMarked
package io.aro.db.replica;

import org.jspecify.annotations.NullMarked;
