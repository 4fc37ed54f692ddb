/**
 * Requests that arrive twice take effect once.
 *
 * <pre>
 * key unknown, expired or lapsed  -&gt; claim, run the handler, store its response: one transaction  -&gt; Executed
 * key completed, same request     -&gt; Replayed
 * key completed, other request    -&gt; Mismatch
 * key claimed, not yet completed  -&gt; InProgress
 * </pre>
 */
@NullMarked
package io.aro.db.idempotency;

import org.jspecify.annotations.NullMarked;
