/**
 * Appointments: booking, status changes, rescheduling, deposits and queries.
 *
 * <p>The rules are in {@link io.aro.db.lifecycle}. This package applies them and writes the rows of each transition.
 */
@NullMarked
package io.aro.db.appointment;

import org.jspecify.annotations.NullMarked;
