/** Tests of the events for metrics. */
@NullMarked
package io.aro.db.observation;

import org.jspecify.annotations.NullMarked;
