/**
 * The root of all exceptions of aro-db, and the failures of a database, its schema or its configuration.
 *
 * <p>A message is one sentence and says how to proceed. Messages and causes carry ids, never names, phone
 * numbers or secrets. Calls rejected by aro-db itself throw the exceptions of {@code io.aro.db.refusal}. The
 * package belongs to the lowest module: the migrator and the repositories throw the same types.
 */
@NullMarked
package io.aro.db.error;

import org.jspecify.annotations.NullMarked;
