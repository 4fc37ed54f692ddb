/** The doors to idempotent requests, made of the protocol, the leases and this database. */
@NullMarked
package io.aro.db.idempotency.internal;

import org.jspecify.annotations.NullMarked;
