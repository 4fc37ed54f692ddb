/**
 * Export and erasure of all data about a customer, by a single inventory of all columns.
 */
@NullMarked
package io.aro.db.privacy;

import org.jspecify.annotations.NullMarked;
