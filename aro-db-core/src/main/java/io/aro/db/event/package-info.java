/** The audit log: events with time, entity and originator. */
@NullMarked
package io.aro.db.event;

import org.jspecify.annotations.NullMarked;
