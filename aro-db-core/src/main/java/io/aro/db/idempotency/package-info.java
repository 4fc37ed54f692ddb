/**
 * Idempotency: a request that arrives twice takes effect once.
 *
 * <pre>
 *                claim                    complete
 *   (no key) -----------&gt; in_progress ---------------&gt; completed     every later delivery is answered from it
 *       ^                  |  |  |  ^
 *       |            retry |  |  |  | claim, after a rest
 *       |                  v  |  |  |
 *       |             released ---- +
 *       |                     |  |  unknown
 *       |             give up |  +------------&gt; parked               waits for a person
 *       |                     v
 *       |                 exhausted                                  a dead letter tells of it
 *       |
 *       +-- forgotten after the retention; a parked key never is
 * </pre>
 *
 * <p>An owner holds a key for a lease, and the next delivery after it takes over with a higher fencing token. In
 * {@code execute} nobody ever sees {@code in_progress}: claim, work and response commit together.
 */
@NullMarked
package io.aro.db.idempotency;

import org.jspecify.annotations.NullMarked;
