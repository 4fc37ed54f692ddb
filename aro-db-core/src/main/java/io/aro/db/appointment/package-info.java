/**
 * Appointments: booking them, moving them through the state machine, finding them.
 *
 * <p>The rules are in {@link io.aro.db.lifecycle}; here is what each move writes.
 */
@NullMarked
package io.aro.db.appointment;

import org.jspecify.annotations.NullMarked;
