/** The retention of a service: its policy, its archive and its schedule. */
@NullMarked
package io.aro.db.spring.retention;

import org.jspecify.annotations.NullMarked;
