/**
 * Synthetic clinics with appointments, inserted fast enough for load tests.
 *
 * <pre>{@code
 * ClinicReport report = Clinic.of(500, 10_000).seed(42).insert(db);
 * }</pre>
 */
@NullMarked
package io.aro.db.testkit.scenario;

import org.jspecify.annotations.NullMarked;
