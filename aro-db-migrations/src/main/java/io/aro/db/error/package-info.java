/**
 * The exceptions of aro-db: one unchecked root and a few subtypes, each with the ids a caller needs as fields.
 *
 * <p>Messages are one sentence that says what to do. They and their causes carry ids, never names, phones or secrets. Vendor errors are
 * translated in {@link io.aro.db.error.internal.VendorErrors} and nowhere else. The package lives in the lowest module, so that
 * the migrator and the repositories throw the same types.
 */
@NullMarked
package io.aro.db.error;

import org.jspecify.annotations.NullMarked;
