/**
 * The statuses of appointments and their transition table; pure, without SQL.
 *
 * <pre>
 * booked      -&gt; confirmed, rescheduled, cancelled, no_show, in_progress
 * confirmed   -&gt; rescheduled, cancelled, no_show, in_progress
 * rescheduled -&gt; booked
 * in_progress -&gt; completed, no_show
 * completed, no_show, cancelled: terminal
 * </pre>
 */
@NullMarked
package io.aro.db.lifecycle;

import org.jspecify.annotations.NullMarked;
