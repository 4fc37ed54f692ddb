/**
 * Retention: what leaves the database when, and how it gets into the archive without being lost or doubled.
 */
@NullMarked
package io.aro.db.retention;

import org.jspecify.annotations.NullMarked;
