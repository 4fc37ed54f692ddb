package io.aro.db.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class with a migrated SQLite database for each test, including the tests of nested classes.
 *
 * <p>Constructors, {@code @BeforeEach} methods and test methods may declare these parameters:
 *
 * <ul>
 *   <li>an {@link io.aro.db.AroDatabase} or any of its repositories.
 *   <li>its {@link TestClock}.
 *   <li>the underlying {@link TestDatabase}, {@link javax.sql.DataSource} and {@link Engine}.
 *   <li>a service's repository with a public constructor for a {@link io.aro.db.repository.Session}.
 * </ul>
 *
 * <p>A method marked {@link BothEngines} runs on the other engines as well.
 *
 * <p>The database of a failed test is kept, and the failure shows the command to open the database. A test fails on a
 * leaked connection, transaction or statement, except under {@link AllowLeaks}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(DatabaseExtension.class)
public @interface AroDatabaseTest {

    /** Returns the storage of the database on SQLite. */
    SqliteStorage sqlite() default SqliteStorage.MEMORY;

    /** Returns the scope of a database. */
    Isolation isolation() default Isolation.PER_TEST;

    /** The scope of a database. */
    enum Isolation {
        /** A database for each test. */
        PER_TEST,
        /**
         * A database for each test class and engine, shared with its nested classes.
         *
         * <p>Rows of earlier tests stay in the database. {@code @BeforeAll} methods may insert rows;
         * {@link SeedDatabase} methods fill the database of each engine.
         */
        PER_CLASS
    }
}
