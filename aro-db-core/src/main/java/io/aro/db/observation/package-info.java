/** Events of a database for metrics, and their listeners. */
@NullMarked
package io.aro.db.observation;

import org.jspecify.annotations.NullMarked;
