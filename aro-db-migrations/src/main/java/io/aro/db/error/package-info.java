/**
 * The root of the exceptions of aro-db, and failures of a database, its schema or its settings.
 *
 * <p>A message is one sentence that says what to do. Messages and causes carry ids, never names, phones or secrets. Exceptions for calls
 * that aro-db itself refuses are in {@code io.aro.db.refusal}. The package lives in the lowest module, so that the migrator and the
 * repositories throw the same types.
 */
@NullMarked
package io.aro.db.error;

import org.jspecify.annotations.NullMarked;
