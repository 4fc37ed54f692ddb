/**
 * Builders of rows that are valid by themselves, so that a test names only its subject.
 *
 * <pre>{@code
 * Customer ada = aCustomer().highRisk().insert(db);
 * Appointment visit = anAppointment().of(ada).costs("80.00").completed().insert(db);
 * NewCustomer unsaved = aCustomer().name("Ada").build();
 * }</pre>
 *
 * <p>Builders are immutable: each method returns another one. Everything is written by the repositories; a status is
 * reached by the legal moves that lead to it, with their history, counters and events.
 */
@NullMarked
package io.aro.db.testkit.builder;

import org.jspecify.annotations.NullMarked;
