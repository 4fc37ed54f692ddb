/** The health of the database. */
@NullMarked
package io.aro.db.spring.health;

import org.jspecify.annotations.NullMarked;
