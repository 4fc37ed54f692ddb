/** Transactions: the repositories of the database, bound to one unit of work. */
@NullMarked
package io.aro.db.transaction;

import org.jspecify.annotations.NullMarked;
