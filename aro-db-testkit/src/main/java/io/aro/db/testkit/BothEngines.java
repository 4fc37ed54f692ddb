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
 * A test method or test class that runs once per engine: SQLite, and the oldest and newest supported PostgreSQL.
 *
 * <p>A marked method of a marked class runs on the engines listed by both.
 *
 * <p>{@code -Daro.test.engines=sqlite} limits the run to the listed engines. Every marked test carries the tag
 * {@code aro-engines}. Two runs together cover each test once: a run of the tag with {@code aro.test.engines=postgres},
 * and a run without the tag with {@code aro.test.engines=sqlite}.
 *
 * <p>Each test gets its own migrated database, with the parameters of an {@link AroDatabaseTest}. Without that
 * annotation the SQLite database is a file. Tests without a PostgreSQL server are skipped with a remedy in the reason;
 * {@code -Daro.requirePostgres=true} makes them fail.
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
