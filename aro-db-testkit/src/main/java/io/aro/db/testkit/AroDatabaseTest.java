package io.aro.db.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class each of whose tests, nested ones too, gets a migrated SQLite database of its own.
 *
 * <p>Constructors, {@code @BeforeEach} and test methods may take an {@link io.aro.db.AroDatabase}, any of its
 * repositories, the {@link TestClock} it runs on, the {@link TestDatabase} behind it, its {@link javax.sql.DataSource} and
 * the {@link Engine}; and repositories of a service that have a public constructor for a {@link
 * io.aro.db.repository.Session}. A method that is marked {@link BothEngines} runs on the other engines too.
 *
 * <p>The database of a test that fails is kept, and the failure says how to open it. A test that leaves a connection, a
 * transaction or a statement open fails, unless it {@link AllowLeaks}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(DatabaseExtension.class)
public @interface AroDatabaseTest {

    /** Returns the place of the database while the engine is SQLite. */
    SqliteStorage sqlite() default SqliteStorage.MEMORY;

    /** Returns the tests that share a database. */
    Isolation isolation() default Isolation.PER_TEST;

    /** The tests that share a database. */
    enum Isolation {
        /** Every test has its own. */
        PER_TEST,
        /**
         * The tests of the class and of its nested classes share one, with what those before have left in it; {@code
         * @BeforeAll} methods may fill it. Each engine has its own.
         */
        PER_CLASS
    }
}
