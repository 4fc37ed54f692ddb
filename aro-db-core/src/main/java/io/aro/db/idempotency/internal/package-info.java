/** The idempotency service of a database, built from the protocol, the leases and the application's transactions. */
@NullMarked
package io.aro.db.idempotency.internal;

import org.jspecify.annotations.NullMarked;
