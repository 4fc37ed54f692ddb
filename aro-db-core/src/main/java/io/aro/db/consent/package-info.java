/**
 * Consents and opt-outs: an append-only log with evidence.
 *
 * <pre>
 * no record                  -&gt; no contact
 * the last is a consent      -&gt; contact allowed
 * the last is an opt-out     -&gt; no contact; at the same instant the opt-out wins
 * </pre>
 *
 * <p>A record for all channels counts for each channel. An opt-out from all channels ends a consent to one channel.
 * A later consent to one channel opens only this channel.
 */
@NullMarked
package io.aro.db.consent;

import org.jspecify.annotations.NullMarked;
