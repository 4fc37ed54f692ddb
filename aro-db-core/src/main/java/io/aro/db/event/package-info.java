/**
 * The audit log: what happened, when, to what, and who did it.
 */
@NullMarked
package io.aro.db.event;

import org.jspecify.annotations.NullMarked;
