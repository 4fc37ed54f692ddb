/**
 * Export and erasure of everything about a customer, by one inventory of all columns.
 */
@NullMarked
package io.aro.db.privacy.internal;

import org.jspecify.annotations.NullMarked;
