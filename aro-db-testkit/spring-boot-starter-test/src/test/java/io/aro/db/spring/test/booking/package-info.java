/** A small service on Spring Boot, and its tests on databases of the testkit. */
@NullMarked
package io.aro.db.spring.test.booking;

import org.jspecify.annotations.NullMarked;
