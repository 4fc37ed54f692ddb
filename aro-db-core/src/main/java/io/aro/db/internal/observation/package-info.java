/** The delivery of events to the listeners of a database. Not API: may change without notice. */
@NullMarked
package io.aro.db.internal.observation;

import org.jspecify.annotations.NullMarked;
