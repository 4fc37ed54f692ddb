/**
 * The gate in front of data under a legal hold, and the conditions that leave such data alone.
 */
@NullMarked
package io.aro.db.hold.internal;

import org.jspecify.annotations.NullMarked;
