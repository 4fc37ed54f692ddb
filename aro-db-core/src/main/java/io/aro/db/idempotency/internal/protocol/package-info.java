/** The idempotency protocol: claim a key, run the handler, complete the key or replay its response. */
@NullMarked
package io.aro.db.idempotency.internal.protocol;

import org.jspecify.annotations.NullMarked;
