/** Translates the failures of drivers, pools and jOOQ; the only place that reads vendor codes. */
@NullMarked
package io.aro.db.error.internal;

import org.jspecify.annotations.NullMarked;
