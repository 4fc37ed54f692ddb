/**
 * What the features share and callers never see: bindings, the dialect seam, jOOQ's settings, checks of values.
 *
 * <p>Public only because Java's packages are; anything here may change without notice.
 */
@NullMarked
package io.aro.db.internal;

import org.jspecify.annotations.NullMarked;
