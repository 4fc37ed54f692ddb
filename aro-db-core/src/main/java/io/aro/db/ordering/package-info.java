/**
 * Events that arrive late are told from those that are news.
 *
 * <pre>
 * subject unknown, or the event is not older than the newest applied  -&gt; remembered, to be applied
 * the event is older than the newest applied                          -&gt; counted, to be dropped
 * </pre>
 */
@NullMarked
package io.aro.db.ordering;

import org.jspecify.annotations.NullMarked;
