package io.aro.db.spring.test;

import io.aro.db.testkit.Engine;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose Spring context works on a migrated database of its own, beside {@code @SpringBootTest},
 * {@code @JdbcTest} or {@code @JooqTest}.
 *
 * <p>The database takes precedence over {@code spring.datasource.*} and {@code aro.db.sqlite.file}. On SQLite it is a
 * file. Classes with an equal configuration share a context, and with it the database.
 *
 * <p>The auto-configuration of Boot adds these beans to the context:
 *
 * <ul>
 *   <li>the {@link io.aro.db.testkit.TestDatabase}, closed with the context.
 *   <li>its {@link io.aro.db.testkit.TestClock}, unless the service or the test declares an
 *       {@link java.time.InstantSource}, such as a {@link java.time.Clock}.
 *   <li>its {@link org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails}, unless the service or the test
 *       declares its own.
 * </ul>
 *
 * <p>{@link io.aro.db.testkit.ServiceMigrations} adds the tables of the service. Tests without a PostgreSQL server are
 * skipped with a remedy in the reason; {@code -Daro.requirePostgres=true} makes them fail. The source of the server is
 * chosen by system properties and environment variables.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(TestDatabaseCondition.class)
public @interface AroTestDatabase {

    /** Returns the engine of the database. */
    Engine engine() default Engine.SQLITE;

    /** Returns the rows that a test finds. */
    Rows rows() default Rows.RESTORE;

    /** The rows that a test finds. */
    enum Rows {
        /**
         * The rows at the start of the context.
         *
         * <p>Before each test the rows and the clock are restored. Rows inserted by {@code @BeforeAll} methods are
         * removed; insert them in {@code @BeforeEach}. Sequences and changes of the schema stay.
         */
        RESTORE,
        /** The rows of the start and of earlier tests. */
        KEEP
    }
}
