/**
 * Export and erasure by the inventory of personal data: search, locks, redaction and leftovers.
 */
@NullMarked
package io.aro.db.privacy.internal;

import org.jspecify.annotations.NullMarked;
