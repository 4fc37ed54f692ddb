/** Translation of failures of drivers, pools and jOOQ. No other package reads vendor codes. */
@NullMarked
package io.aro.db.error.internal;

import org.jspecify.annotations.NullMarked;
