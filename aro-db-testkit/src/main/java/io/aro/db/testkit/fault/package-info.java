/**
 * Fault injection: database failures of production, reproduced in tests.
 *
 * <pre>{@code
 * Faults faults = Faults.of(database);
 * AroDatabase db = database.open(faults);
 * faults.onStatement("insert into events").fails(Failure.DEADLOCK);
 * faults.onCommit(1).losesItsAnswer();
 * }</pre>
 *
 * <p>A planted fault must be reached; otherwise the test fails.
 *
 * <p>Failures are exceptions of the driver, or equal to them. aro-db therefore translates them as in production.
 */
@NullMarked
package io.aro.db.testkit.fault;

import org.jspecify.annotations.NullMarked;
