/**
 * Builders of rows with valid default values: a test names only the values under test.
 *
 * <pre>{@code
 * Customer ada = aCustomer().highRisk().insert(db);
 * Appointment visit = anAppointment().of(ada).costs("80.00").completed().insert(db);
 * NewCustomer unsaved = aCustomer().name("Ada").build();
 * }</pre>
 *
 * <p>Builders are immutable: each method returns a new builder. All writes go through the repositories. A status is
 * reached by legal transitions, with their history, counters and events.
 */
@NullMarked
package io.aro.db.testkit.builder;

import org.jspecify.annotations.NullMarked;
