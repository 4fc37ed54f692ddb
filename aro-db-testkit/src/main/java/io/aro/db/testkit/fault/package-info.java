/**
 * Faults of databases in production, for tests.
 *
 * <pre>{@code
 * Faults faults = Faults.of(database);
 * AroDatabase db = database.open(faults);
 * faults.onStatement("insert into events").fails(Failure.DEADLOCK);
 * faults.onCommit(1).losesItsAnswer();
 * }</pre>
 *
 * <p>A test fails if it does not come to a fault that it has planted.
 *
 * <p>The failures come from the driver, or look as if they did, so they come out of aro-db as the exceptions that they come
 * out as in production.
 */
@NullMarked
package io.aro.db.testkit.fault;

import org.jspecify.annotations.NullMarked;
