/** The inserts of events, shared by the writers of other features; internal. */
@NullMarked
package io.aro.db.event.internal;

import org.jspecify.annotations.NullMarked;
