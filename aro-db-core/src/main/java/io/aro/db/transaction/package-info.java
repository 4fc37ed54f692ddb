/**
 * Transactions as the caller sees them: the same repositories as the database has, bound to one unit of work.
 */
@NullMarked
package io.aro.db.transaction;

import org.jspecify.annotations.NullMarked;
