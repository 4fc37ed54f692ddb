package io.aro.db.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test method, or a class of tests, that runs once on each engine: SQLite, the oldest and the newest PostgreSQL.
 *
 * <p>A method that is marked in a class that is marked runs on those engines that both name.
 *
 * <p>{@code -Daro.test.engines=sqlite} runs them on the listed engines alone. The tag {@code aro-engines} is on all that is
 * so marked, and selects it: a run with that tag and {@code aro.test.engines=postgres}, and one without the tag and {@code
 * aro.test.engines=sqlite}, run each test once.
 *
 * <p>Each test gets a migrated database of its own; see {@link AroDatabaseTest} for what it may take. Without that mark
 * the database of SQLite is in a file. Where a
 * PostgreSQL is missing its tests are skipped and say what to do; with {@code -Daro.requirePostgres=true} they fail.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ClassTemplate
@TestTemplate
@Tag("aro-engines")
@ExtendWith({EngineTemplate.class, DatabaseExtension.class})
public @interface BothEngines {

    /** Returns the engines to run on. */
    Engine[] value() default {Engine.SQLITE, Engine.POSTGRES_15, Engine.POSTGRES_18};
}
