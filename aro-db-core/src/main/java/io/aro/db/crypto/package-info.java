/**
 * Sealed fields: values that the database holds encrypted, each bound to the place it stands in.
 */
@NullMarked
package io.aro.db.crypto;

import org.jspecify.annotations.NullMarked;
