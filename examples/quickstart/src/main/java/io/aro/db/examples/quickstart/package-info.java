/**
 * A program that applies Calendly's webhooks to a SQLite database, each exactly once.
 *
 * <pre>
 * file -&gt; {@link io.aro.db.examples.quickstart.WebhookReader} -&gt; {@link io.aro.db.examples.quickstart.Webhook}
 *      -&gt; {@link io.aro.db.examples.quickstart.WebhookHandler} -&gt; {@link io.aro.db.examples.quickstart.Handled}
 * </pre>
 */
@NullMarked
package io.aro.db.examples.quickstart;

import org.jspecify.annotations.NullMarked;
