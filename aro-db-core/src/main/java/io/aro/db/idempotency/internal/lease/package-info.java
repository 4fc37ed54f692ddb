/** Keys and their leases: claims, fences, renewals, recorded steps and final states. */
@NullMarked
package io.aro.db.idempotency.internal.lease;

import org.jspecify.annotations.NullMarked;
