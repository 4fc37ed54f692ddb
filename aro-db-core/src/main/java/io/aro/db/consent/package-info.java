/**
 * The evidence of who may be contacted by what: consents and opt-outs, each a row that is never changed.
 *
 * <pre>
 * nothing on record          -&gt; may not be contacted
 * the latest is a consent    -&gt; may be contacted
 * the latest is an opt-out   -&gt; may not be contacted; of two at the same instant the opt-out is the later
 * </pre>
 *
 * <p>What is about every channel counts for each. So an opt-out from all of them ends a consent to one, and a later
 * consent to one opens that one alone.
 */
@NullMarked
package io.aro.db.consent;

import org.jspecify.annotations.NullMarked;
