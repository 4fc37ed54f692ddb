/**
 * Assertions on a database in the terms of its domain.
 *
 * <pre>{@code
 * assertThatAppointment(db, visit.id()).isCompleted().tookPath(BOOKED, CONFIRMED, IN_PROGRESS, COMPLETED);
 * assertThatEventsOf(db, "appointment", visit.id()).areExactly("appointment.created", "appointment.confirmed");
 * assertThat(outcome).isReplayed().withResponse(receipt);
 * assertThat(database).hasRows("customers", 1);
 * }</pre>
 *
 * <p>Failures show ids, statuses, times and actors, but never a name, a phone number or the text of a message.
 */
@NullMarked
package io.aro.db.testkit.assertion;

import org.jspecify.annotations.NullMarked;
