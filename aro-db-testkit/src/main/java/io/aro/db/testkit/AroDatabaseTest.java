package io.aro.db.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test of the class a migrated SQLite database of its own.
 *
 * <p>Constructors, {@code @BeforeEach} and test methods may take an {@link io.aro.db.AroDatabase}, the {@link TestClock}
 * it runs on, the {@link TestDatabase} behind it and the {@link Engine}. A method that is marked {@link BothEngines} runs
 * on the other engines too. The database of a test that fails is kept, and the failure says how to open it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(DatabaseExtension.class)
public @interface AroDatabaseTest {

    /**
     * Keeps the SQLite database in memory: several times faster to make, but with a single connection, so that nothing
     * overlaps.
     */
    boolean inMemory() default false;
}
