/**
 * Detection of out-of-order events.
 *
 * <pre>
 * unknown subject, or an event not older than the newest applied event  -&gt; recorded, to be applied
 * an event older than the newest applied event                          -&gt; counted, to be dropped
 * </pre>
 *
 * <p>The check belongs to the transaction that applies the event. A rollback undoes the record and the event.
 */
@NullMarked
package io.aro.db.ordering;

import org.jspecify.annotations.NullMarked;
