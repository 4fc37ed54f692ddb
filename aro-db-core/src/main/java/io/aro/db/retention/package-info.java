/** Retention: removes rows past their retention, and archives them without loss or duplication. */
@NullMarked
package io.aro.db.retention;

import org.jspecify.annotations.NullMarked;
