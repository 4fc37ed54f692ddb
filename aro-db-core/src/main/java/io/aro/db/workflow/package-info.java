/**
 * Workflows that outlive the process that started them, and the dead letters of work that was given up on.
 */
@NullMarked
package io.aro.db.workflow;

import org.jspecify.annotations.NullMarked;
