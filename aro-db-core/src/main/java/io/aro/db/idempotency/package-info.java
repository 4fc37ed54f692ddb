/**
 * Idempotency: a request takes effect once, however often it is delivered.
 *
 * <pre>
 *                claim                    complete
 *   (no key) -----------&gt; in_progress ---------------&gt; completed     later deliveries replay the response
 *       ^                  |  |  |  ^
 *       |            retry |  |  |  | claim, after the backoff
 *       |                  v  |  |  |
 *       |             released ---- +
 *       |                     |  |  unknown
 *       |             give up |  +------------&gt; parked               needs a reconciliation
 *       |                     v
 *       |                 exhausted                                  recorded by a dead letter
 *       |
 *       +-- expired after the retention; parked keys never expire
 * </pre>
 *
 * <p>An owner holds a key for a lease. The next delivery after the lease takes over with a higher fencing token. No
 * other transaction ever sees {@code in_progress} in {@code execute}: claim, work and response commit together.
 */
@NullMarked
package io.aro.db.idempotency;

import org.jspecify.annotations.NullMarked;
