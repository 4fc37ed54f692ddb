/**
 * Test databases in the tests of a service on Spring Boot.
 *
 * <p>{@link io.aro.db.spring.test.AroTestDatabase} beside {@code @SpringBootTest} connects the service to a database of
 * the testkit.
 */
@NullMarked
package io.aro.db.spring.test;

import org.jspecify.annotations.NullMarked;
