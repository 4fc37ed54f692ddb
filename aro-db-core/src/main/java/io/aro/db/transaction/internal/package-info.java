/** Transactions on the sessions of a database. */
@NullMarked
package io.aro.db.transaction.internal;

import org.jspecify.annotations.NullMarked;
