/**
 * A program that takes Calendly's webhooks and writes what happened to a SQLite database, each fact exactly once.
 *
 * <pre>
 * file -&gt; {@link io.aro.db.examples.quickstart.WebhookReader} -&gt; {@link io.aro.db.examples.quickstart.Webhook}
 *      -&gt; {@link io.aro.db.examples.quickstart.WebhookHandler} -&gt; {@link io.aro.db.examples.quickstart.Handled}
 * </pre>
 */
@NullMarked
package io.aro.db.examples.quickstart;

import org.jspecify.annotations.NullMarked;
