package io.aro.db.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static method that fills each database of the class before its first test gets it, on every engine.
 *
 * <p>It may take what tests take. Where tests share a database it runs once for all of them, which {@code @BeforeAll} does
 * not do for each engine.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SeedDatabase {}
