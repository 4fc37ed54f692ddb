/** Meters of the database, with Micrometer. */
@NullMarked
package io.aro.db.spring.metrics;

import org.jspecify.annotations.NullMarked;
