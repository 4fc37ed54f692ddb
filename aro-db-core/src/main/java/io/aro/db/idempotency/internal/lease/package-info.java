/**
 * Leases on keys: renewal, recorded steps, reconciliation, and the final transition of leased work.
 *
 * <p>The protocol of leased work:
 *
 * <ol>
 *   <li>A transaction claims the key, counts the attempt, and commits. The claim gets a new fencing token.
 *   <li>A heartbeat on a reserved connection extends the lease every third of its duration.
 *   <li>The handler runs without a transaction. Each step is recorded under the optimistic lock of the claim.
 *   <li>A final update ends the claim: completed, released, parked or exhausted. A lost claim matches no row.
 *   <li>If the owner falls silent, the next delivery after the lease claims the key and skips recorded steps.
 * </ol>
 */
@NullMarked
package io.aro.db.idempotency.internal.lease;

import org.jspecify.annotations.NullMarked;
