/** Implementation of transactions over the sessions of a database. Not API: may change without notice. */
@NullMarked
package io.aro.db.transaction.internal;

import org.jspecify.annotations.NullMarked;
