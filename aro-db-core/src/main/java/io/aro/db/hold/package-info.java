/**
 * Legal holds: whose data must be kept as they are, whatever retention or a request for erasure says.
 */
@NullMarked
package io.aro.db.hold;

import org.jspecify.annotations.NullMarked;
