package io.aro.db.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A static method that fills each database of a class before the first test, on every engine.
 *
 * <p>Its parameters may have the types of a test's parameters. A database shared by tests is filled once per engine;
 * {@code @BeforeAll} would run only once for all engines.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface SeedDatabase {}
