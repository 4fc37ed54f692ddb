/** The read-only endpoint of the database. */
@NullMarked
package io.aro.db.spring.endpoint;

import org.jspecify.annotations.NullMarked;
