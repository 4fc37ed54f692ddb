/**
 * Durable workflows, stored across restarts of the process, and the dead letters of failed work.
 */
@NullMarked
package io.aro.db.workflow;

import org.jspecify.annotations.NullMarked;
